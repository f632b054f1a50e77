# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The running configuration: structured where licensing looks at it, plain lines elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..clock import Zone

SMART_URL = "https://smartreceiver.cisco.com/licservice/license"
CALL_HOME_URL = "https://tools.cisco.com/its/service/oddce/services/DDCEService"
DEFAULT_USAGE_INTERVAL = 30
CUSTOMER_INFO = ("id", "name", "street", "city", "state", "country", "postalcode")


@dataclass
class LicenseConfig:
    transport: str
    default_transport: str
    url: str = ""
    url_smart: str = ""
    url_cslu: str = ""
    url_utility: str = ""
    proxy_address: str = ""
    proxy_port: int | None = None
    vrf: str = ""
    usage_interval: int = DEFAULT_USAGE_INTERVAL
    customer_tags: dict[str, str] = field(default_factory=dict)
    privacy: set[str] = field(default_factory=set)
    utility: bool = False
    customer_info: dict[str, str] = field(default_factory=dict)
    server_identity_check: bool = True

    @property
    def effective_url(self) -> str:
        return self.url_smart or self.url

    def set_url(self, url: str) -> None:
        """The bare form fills the line of the transport in use as well."""
        self.url = url
        if self.transport == "cslu":
            self.url_cslu = url
        elif self.transport != "callhome":
            self.url_smart = url

    def set_url_smart(self, url: str) -> None:
        self.url = self.url_smart = url

    def set_url_default(self) -> None:
        if self.transport == "callhome":
            self.url = CALL_HOME_URL
        else:
            self.set_url_smart(SMART_URL)

    def lines(self) -> list[str]:
        shown: list[str] = []
        if "hostname" in self.privacy and "version" in self.privacy:
            shown.append("privacy all")
        else:
            shown += [f"privacy {kind}" for kind in sorted(self.privacy)]
        optional = {
            "url": self.url,
            "url smart": self.url_smart,
            "url cslu": self.url_cslu,
            "url utility": self.url_utility,
            "proxy address": self.proxy_address,
            "proxy port": str(self.proxy_port or ""),
            "vrf": self.vrf,
        }
        shown += [f"{key} {value}" for key, value in optional.items() if value]
        if self.usage_interval != DEFAULT_USAGE_INTERVAL:
            shown.append(f"usage interval {self.usage_interval}")
        shown += [f"usage customer-tags {tag} {value}" for tag, value in sorted(self.customer_tags.items())]
        if self.utility:
            shown.append("utility")
        shown += [f"utility customer_info {key} {self.customer_info[key]}" for key in sorted(self.customer_info)]
        if self.transport != self.default_transport:
            shown.append(f"transport {self.transport}")
        lines = [f"license smart {rest}" for rest in shown]
        # The check is on in every capture, without a line for it; so only its absence can need one.
        return lines if self.server_identity_check else [*lines, "no license smart server-identity-check"]


@dataclass
class CallHomeProfile:
    active: bool = False
    http: bool = False
    email: bool = True
    addresses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        # Some releases leave a blank after `active`.
        shown = ["active "] if self.active else []
        shown += ["destination transport-method http"] if self.http else []
        shown += [] if self.email else ["no destination transport-method email"]
        return shown + [f"destination address http {url}" for url in self.addresses]


@dataclass
class CallHome:
    service: bool = True
    contact: str = "sch-smart-licensing@cisco.com"
    proxy: tuple[str, int] | None = None
    server_identity_check: bool = False
    other: list[str] = field(default_factory=list)
    profiles: dict[str, CallHomeProfile] = field(default_factory=dict)

    def lines(self) -> list[str]:
        shown = [
            "call-home",
            " ! If contact email address in call-home is configured as sch-smart-licensing@cisco.com",
            " ! the email address configured in Cisco Smart License Portal will be used as contact email address"
            " to send SCH notifications.",
        ]
        shown += [f" contact-email-addr {self.contact}"] if self.contact else []
        shown += [f' http-proxy "{self.proxy[0]}" port {self.proxy[1]}'] if self.proxy else []
        shown += [" http secure server-identity-check"] if self.server_identity_check else []
        shown += [f" {line}" for line in self.other]
        for name, profile in self.profiles.items():
            shown.append(f' profile "{name}"')
            shown += [f"  {line}" for line in profile.lines()]
        return shown


@dataclass
class RunningConfig:
    """`plain` are global lines that the lab stores as they are; `blocks` maps a header to its indented lines."""

    hostname: str
    license: LicenseConfig
    version: str
    udi_line: str
    call_home: CallHome = field(default_factory=CallHome)
    zone: Zone = field(default_factory=Zone)
    name_servers: dict[str, list[str]] = field(default_factory=dict)
    domain_names: dict[str, str] = field(default_factory=dict)
    domain_lookup: bool = True
    domain_lookup_source: dict[str, str] = field(default_factory=dict)
    hosts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    http_client_source: str = ""
    plain: list[str] = field(default_factory=list)
    blocks: dict[str, list[str]] = field(default_factory=dict)

    def add_text(self, text: str) -> None:
        """Read indented configuration text into plain lines and blocks."""
        header = ""
        lines = [line for line in text.splitlines() if line.strip()]
        for index, line in enumerate(lines):
            if line.startswith(" "):
                self.blocks.setdefault(header, []).append(line.strip())
                continue
            header = line.strip()
            if index + 1 < len(lines) and lines[index + 1].startswith(" "):
                self.blocks.setdefault(header, [])
            else:
                self.plain.append(header)

    def lines(self) -> list[str]:
        """The configuration from `version` to `end`, defaults left out."""
        shown = [f"version {self.version}", "service timestamps debug datetime msec"]
        shown += ["service timestamps log datetime msec"]
        shown += ["service call-home"] if self.call_home.service else []
        shown += ["!", f"hostname {self.hostname}", "!"]
        if (self.zone.name, self.zone.minutes) != ("UTC", 0):
            hours, minutes = divmod(abs(self.zone.minutes), 60)
            shown.append(f"clock timezone {self.zone.name} {'-' if self.zone.minutes < 0 else ''}{hours} {minutes}")
        shown += [*self.call_home.lines(), *self._name_lines(), "!"]
        for header in (name for name in self.blocks if not name.startswith(("interface", "line"))):
            shown += [header, *(f" {line}" for line in self.blocks[header]), "!"]
        shown += [self.udi_line, *self.license.lines(), "!"]
        for header in (name for name in self.blocks if name.startswith("interface")):
            shown += [header, *(f" {line}" for line in self.blocks[header]), "!"]
        shown += [f"ip http client source-interface {self.http_client_source}"] if self.http_client_source else []
        shown += [*self.plain, "!"]
        for header in (name for name in self.blocks if name.startswith("line")):
            shown += [header, *(f" {line}" for line in self.blocks[header])]
        return [*shown, "!", "end"]

    def _name_lines(self) -> list[str]:
        def scope(vrf: str) -> str:
            return f"vrf {vrf} " if vrf else ""

        shown = [f"ip host {scope(vrf)}{name} {' '.join(self.hosts[vrf, name])}" for vrf, name in self.hosts]
        shown += [f"ip name-server {scope(vrf)}{' '.join(found)}" for vrf, found in self.name_servers.items() if found]
        shown += [] if self.domain_lookup else ["no ip domain lookup"]
        for vrf, interface in self.domain_lookup_source.items():
            shown.append(f"ip domain lookup {scope(vrf)}source-interface {interface}")
        shown += [f"ip domain name {scope(vrf)}{name}" for vrf, name in self.domain_names.items()]
        return shown
