# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""`show version`, `show running-config` and the other shows that are not about licences."""

from __future__ import annotations

from ..device.device import Device
from ..device.profile import Licence, Profile


def show_version(device: Device) -> list[str]:
    profile = device.profile
    lines = [] if profile.mode == "ios15" else [f"Cisco IOS XE Software, Version {profile.padded_release}"]
    family = "Cisco IOS Software" + (f" [{profile.codename}]" if profile.codename else "")
    lines.append(f"{family}, {profile.image}, Version {profile.release}, RELEASE SOFTWARE (fc3)")
    lines += ["Technical Support: http://www.cisco.com/techsupport"]
    lines += ["Copyright (c) 1986-2024 by Cisco Systems, Inc.", ""]
    minutes = int(device.clock.now() - device.agent.started) // 60 % 60
    lines += ["ROM: IOS-XE ROMMON", "", f"{device.config.hostname} uptime is 1 day, 2 hours, {minutes} minutes"]
    if profile.mode != "ios15":
        lines.append("Uptime for this control processor is 1 day, 2 hours")
    lines += ["System returned to ROM by Reload Command", 'System image file is "bootflash:packages.conf"', ""]
    lines += licensing_lines(device)
    pid = profile.udi.pid
    lines.append(f"cisco {pid} (1RU) processor with 3747220K/6147K bytes of memory.")
    lines.append(f"Processor board ID {profile.udi.sn}")
    if profile.mode != "ios15":
        mode = "Controller-Managed" if profile.controller_mode else "Autonomous"
        lines += [f"Router operating mode: {mode}"] if profile.platform == "router" else []
    lines += ["8388608K bytes of physical memory.", "7341807K bytes of flash memory at bootflash:.", ""]
    if profile.platform == "switch":
        lines += [f"Model Number                       : {pid}"]
        lines += [f"System Serial Number               : {profile.udi.sn}", ""]
    return [*lines, "Configuration register is 0x2102", ""]


def licensing_lines(device: Device) -> list[str]:
    """The lines about licences in `show version`."""
    profile = device.profile
    if profile.mode == "ios15":
        lines = ["License Info:", "", "License UDI:", "", "-" * 49, "Device#   PID                   SN", "-" * 49]
        return [*lines, f"*1        {profile.udi.pid:<22}{profile.udi.sn}", ""]
    if profile.mode == "classic":
        level = ["License Level: ax", "License Type: Default. No valid license found."]
        return [*level, "", "Smart Licensing Status: REGISTERED", ""]
    # 17.8 and older: seen; 17.10 and later: seen. What 17.9 says is not known.
    new = profile.numbers >= (17, 10, 0)
    status = "Smart Licensing Using Policy" if new else "Registration Not Applicable/Not Applicable"
    return [*_levels_of(profile), "", f"Smart Licensing Status: {status}", ""]


def _levels_of(profile: Profile) -> list[str]:
    if profile.controller_mode:
        return ["License Mode: Controller-Managed"]
    return _levels(profile.licences) if profile.platform == "router" else _packages(profile.licences)


def _levels(licences: tuple[Licence, ...]) -> list[str]:
    lines: list[str] = []
    for licence, (level, kind, following) in zip(
        licences,
        (
            ("License Level", "License Type", "Next reload license Level"),
            ("Addon License Level", "Addon License Type", "Next reload addon license Level"),
        ),
        strict=False,
    ):
        lines += [f"{level}: {licence.name}", f"{kind}: {licence.kind}", f"{following}: {licence.name}", ""]
    return [*lines, "The current throughput level is 250000 kbps ", ""]


def _packages(licences: tuple[Licence, ...]) -> list[str]:
    """Switches have a table of packages in place of the levels."""
    rule = "-" * 78
    lines = ["Technology Package License Information: ", "", rule]
    lines += ["Technology-package                                     Technology-package"]
    lines += ["Current                        Type                       Next reboot  ", rule]
    for name, kind in dict.fromkeys((licence.name, licence.kind) for licence in licences):
        smart = "Subscription Smart License" if kind == "Subscription" else "Smart License"
        lines.append(f"{name:<20}\t{smart:<30}\t {name:<30}")
    return [*lines, ""]


def show_inventory(device: Device) -> list[str]:
    lines: list[str] = []
    for number, member in enumerate(device.profile.members, start=1):
        lines.append(f'NAME: "Chassis {number}", DESCR: "Cisco {member.pid} Chassis"')
        lines += [f"PID: {member.pid:<18}, VID: V01  , SN: {member.sn}", ""]
    return lines


def show_running_config(device: Device) -> list[str]:
    lines = device.config.lines()
    size = sum(len(line) + 1 for line in lines)
    head = ["Building configuration...", "", f"Current configuration : {size} bytes", "!"]
    return [*head, *device.config_header(), "!", *lines]


def show_startup_config(device: Device) -> list[str]:
    size = sum(len(line) + 1 for line in device.startup)
    return [f"Using {size} out of 33554432 bytes", "!", *device.startup_header, "!", *device.startup]


def show_logging(device: Device) -> list[str]:
    counts = f"{len(device.log)} messages logged"
    lines = ["Syslog logging: enabled (0 messages dropped, 3 messages rate-limited, 0 flushes, 0 overruns)", ""]
    lines += ["    Console logging: level debugging, " + counts, "    Buffer logging:  level debugging, " + counts, ""]
    return [*lines, "Log Buffer (102400 bytes):", "", *device.log]


def timestamp_banner(device: Device) -> list[str]:
    """What `terminal exec prompt timestamp` puts in front of every show; pipes do not remove it."""
    source = "hardware calendar" if device.profile.clock_mark else "NTP"
    load = "Load for five secs: 1%/0%; one minute: 2%; five minutes: 2%"
    return [load, f"Time source is {source}, {device.clock_line()}", ""]


def show_call_home_smart_licensing(device: Device) -> list[str]:
    lines = ["Current smart-licensing transport settings:", " Smart-license messages: enabled"]
    for name, profile in device.config.call_home.profiles.items():
        lines.append(f" Profile: {name} (status: {'ACTIVE' if profile.active else 'INACTIVE'})")
        lines.append(f" Destination  URL(s):  {' '.join(profile.addresses)}")
    return lines


def show_vlan() -> list[str]:
    lines = ["", "VLAN Name                             Status    Ports", "---- " + "-" * 32 + " --------- " + "-" * 31]
    return [*lines, "1    default                          active    Gi1/0/1", ""]
