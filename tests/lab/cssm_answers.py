# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files that CSSM gives for `license smart import`: ACK, SLAC, policy, trust code; each part signed by itself."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape, unescape

from .rum import compact, document, sign, sudi, udi_of, verify

CSSM_SECRET = "cssm"
ENTITLEMENTS = {"hseck9": "regid.2019-03.com.cisco.DNA_HSEC,1.0_509c41ab-05a8-431f-95fe-ec28086e8844"}
SWITCH_EXPORT = "regid.2021-05.com.cisco.C9K_HSEC,1.0_2c9b6f14-70de-4b8a-8d35-e1a4c07f5b63"
# What CSSM keeps in stock under one name is another entitlement on another kind of device.
FEATURES = {
    ENTITLEMENTS["hseck9"]: "hseck9",
    SWITCH_EXPORT: "hseck9",
}
_SWITCH = re.compile(r"PID:C9[2-7]")
_SIGNED_PART = re.compile(r"<(smartLicense\w+)>(.*?)<signature>(.*?)</signature></\1>", re.DOTALL)


@dataclass(frozen=True)
class Account:
    smart_account: str
    virtual_account: str
    smart_account_id: str = ""
    virtual_account_id: str = ""
    domain: str = ""


@dataclass(frozen=True)
class PolicyTerms:
    """Days; 0 is never."""

    first_report: int
    frequency: int
    on_change: int


@dataclass(frozen=True)
class PolicyCode:
    name: str
    terms: Mapping[str, PolicyTerms]
    ack_required: bool = True


# What the lab's devices get together with a trust code, as a file.
SLE_POLICY = PolicyCode(
    "SLE Policy",
    {
        "subscription": PolicyTerms(120, 111, 111),
        "perpetual": PolicyTerms(30, 60, 60),
        "enforced": PolicyTerms(30, 90, 60),
        "export": PolicyTerms(30, 30, 30),
        "generic": PolicyTerms(90, 365, 90),
    },
)


@dataclass(frozen=True)
class Grant:
    """An authorization code in an answer; without entitlements it takes away what was there."""

    udi: str
    entitlements: Mapping[str, int]
    confirmation: str


@dataclass(frozen=True)
class Answer:
    """What an answer file says. `genuine`: every part carries CSSM's signature over its very bytes.

    `acknowledged`: UDI and report id; `trusted`: UDIs that a trust code is for; `parts`: names of the elements.
    """

    genuine: bool
    parts: tuple[str, ...] = ()
    acknowledged: tuple[tuple[str, str], ...] = ()
    grants: tuple[Grant, ...] = ()
    trusted: tuple[str, ...] = ()
    policy: PolicyCode | None = None
    account: Account | None = None
    subscriptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def udis(self) -> set[str]:
        return {udi for udi, _ in self.acknowledged} | {grant.udi for grant in self.grants} | set(self.trusted)


def ack_file(
    udi: str,
    acknowledged_ids: Iterable[str],
    policy: PolicyCode | None,
    account: Account,
    now: float,
    subscriptions: Mapping[str, str] | None = None,
    secret: str = CSSM_SECRET,
) -> bytes:
    """The acknowledgement of reports of one device, with the policy where one is sent along.

    `subscriptions`: IDs by entitlement, for reports that were flagged with utility mode.
    """
    return joint_ack_file({udi: acknowledged_ids}, policy, account, now, subscriptions, secret)


def joint_ack_file(
    acknowledged: Mapping[str, Iterable[str]],
    policy: PolicyCode | None,
    account: Account,
    now: float,
    subscriptions: Mapping[str, str] | None = None,
    secret: str = CSSM_SECRET,
) -> bytes:
    """One file with an acknowledgement for each of several devices. The list in a real one was never seen."""
    acks: list[str] = []
    for udi, report_ids in acknowledged.items():
        items = [{"sudi": sudi(udi), "report_id": _number(found), "status": "ACKNOWLEDGED"} for found in report_ids]
        acks.append(_part("smartLicenseRumAck", f"<data><![CDATA[{compact(items)}]]></data>", secret))
    if subscriptions:
        # The guide says that an ACK has them. That it is a part by itself, and its name, are guessed.
        acks.append(_part("smartLicenseSubscription", f"<data><![CDATA[{compact(subscriptions)}]]></data>", secret))
    policies = [] if policy is None else [_policy(policy, now, secret)]
    return _answer([*policies, *acks, _account_info(account, now, secret)], next(iter(acknowledged)), now)


def slac_file(
    udi: str,
    entitlements: Mapping[str, int],
    confirmation: str,
    account: Account,
    now: float,
    secret: str = CSSM_SECRET,
) -> bytes:
    """`entitlements`: tag and count. `confirmation`: eight characters, what the device shows as confirmation code."""
    found = sudi(udi)
    items = "".join(
        f"<entitlement><tag>{escape(tag)}</tag><count>{count}</count><startDate></startDate><endDate></endDate>"
        "<licenseType>PERPETUAL</licenseType><displayName>Router US Export Lic. for DNA</displayName>"
        "<tagDescription>Export restricted functions of routers</tagDescription><tagType>PERPETUAL</tagType>"
        "<status><success>true</success></status></entitlement>"
        for tag, count in entitlements.items()
    )
    customer = _element("smartAccount", account.smart_account) + _element("virtualAccount", account.virtual_account)
    code = (
        f"<udi>{escape('P:{udi_pid},S:{udi_serial_number}'.format(**found))}</udi><authorizationCode>"
        f"<customerInfo>{customer}</customerInfo><flag>A</flag><version>C</version>"
        f"<piid>{_code(udi, 'piid')}</piid><dateStamp>{_date(now)}</dateStamp><entitlements>{items}</entitlements>"
        f"<status><success>true</success><correlationID>{escape(confirmation)}{_code(udi, 'slac')[:16]}</correlationID>"
        "</status></authorizationCode>"
    )
    part = _part("smartLicenseAuthorization", code, secret)
    return _answer([part, _account_info(account, now, secret)], udi, now)


def trust_file(udis: Sequence[str], account: Account, now: float, secret: str = CSSM_SECRET) -> bytes:
    """The answer to a trust request. No real one is known: the name of the element is a guess."""
    items = [{"sudi": sudi(udi), "trust_code": _code(udi, "trust")} for udi in udis]
    trust = _part("smartLicenseTrustCode", f"<data><![CDATA[{compact(items)}]]></data>", secret)
    return _answer([trust, _policy(SLE_POLICY, now, secret), _account_info(account, now, secret)], udis[0], now)


def joined(files: Sequence[bytes]) -> bytes:
    """Several answers to one device as one: each of their parts once, as it is signed; the last of a kind for all."""
    parts: dict[str, str] = {}
    for text in (file.decode() for file in files):
        for found in _SIGNED_PART.finditer(text):
            is_for_all = found[1] in ("smartLicensePolicy", "smartLicenseAccountInfo")
            parts[found[1] if is_for_all else found[0]] = found[0]
    tail = files[0].decode().rpartition("<correlationID>")[2]
    return f"<smartLicense>{''.join(parts.values())}<correlationID>{tail}".encode()


def policy_file(policy: PolicyCode, now: float, secret: str = CSSM_SECRET) -> bytes:
    """A policy as downloaded by itself: not wrapped."""
    return _policy(policy, now, secret).encode()


def read_answer(data: bytes, secret: str = CSSM_SECRET) -> Answer:
    """Raises ValueError for what is not an answer file at all; a changed byte within it makes it not genuine."""
    root, text = document(data)
    if root.tag not in ("smartLicense", "smartLicensePolicy") or root.find("RUMReport") is not None:
        raise ValueError("not an answer of CSSM")
    parts = [root] if root.tag == "smartLicensePolicy" else [part for part in root if part.tag != "correlationID"]
    if not parts or any(part.tag.endswith("Request") for part in parts):
        raise ValueError("nothing that a device imports")
    signed = signed_parts(text)
    names = tuple(part.tag for part in parts)
    genuine = names == tuple(name for name, _, _ in signed) and all(
        verify(secret, covered, unescape(value)) for _, covered, value in signed
    )
    found = _Found()
    try:
        for part in parts:
            found.read(part)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a part cannot be read: {error!r}") from error
    return Answer(
        genuine,
        names,
        tuple(found.acknowledged),
        tuple(found.grants),
        tuple(found.trusted),
        found.policy,
        found.account,
        found.subscriptions,
    )


def entitlement(feature: str, udi: str) -> str:
    """The tag of a feature on a kind of device. Raises KeyError for an unknown feature."""
    return SWITCH_EXPORT if feature == "hseck9" and _SWITCH.match(udi) else ENTITLEMENTS[feature]


def signed_parts(text: str) -> list[tuple[str, str, str]]:
    """Of each signed element of a file its name, the text that the signature covers, and the signature."""
    return _SIGNED_PART.findall(text)


@dataclass
class _Found:
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)
    subscriptions: dict[str, str] = field(default_factory=dict)
    policy: PolicyCode | None = None
    account: Account | None = None

    def read(self, part: ElementTree.Element) -> None:
        if part.tag == "smartLicenseRumAck":
            items = json.loads(part.findtext("data", ""))
            self.acknowledged += [(udi_of(item["sudi"]), str(item["report_id"])) for item in items]
        elif part.tag == "smartLicenseAuthorization":
            self.grants.append(_read_grant(part))
        elif part.tag == "smartLicenseSubscription":
            self.subscriptions |= json.loads(part.findtext("data", ""))
        elif part.tag.startswith("smartLicenseTrust"):
            self.trusted += [udi_of(item["sudi"]) for item in json.loads(part.findtext("data", ""))]
        elif part.tag == "smartLicensePolicy":
            self.policy = _read_policy(part)
        elif part.tag == "smartLicenseAccountInfo":
            names = ("smartAccount", "virtualAccount", "smartAccountId", "virtualAccountId", "smartAccountDomain")
            self.account = Account(*(part.findtext(f"customerInfo/{name}", "") for name in names))


def _read_grant(part: ElementTree.Element) -> Grant:
    entitlements = {
        found.findtext("tag", ""): int(found.findtext("count", "0"))
        for found in part.iterfind("authorizationCode/entitlements/entitlement")
    }
    confirmation = part.findtext("authorizationCode/status/correlationID", "")[:8]
    return Grant(udi_of(sudi(part.findtext("udi", ""))), entitlements, confirmation)


def _read_policy(part: ElementTree.Element) -> PolicyCode:
    terms = {
        kind: PolicyTerms(
            *(int(part.findtext(f"policyCode/{kind}/{name}", "0")) for name in _TERMS),
        )
        for kind in SLE_POLICY.terms
    }
    name, ack = part.findtext("policyCode/name", ""), part.findtext("policyCode/ackRequired", "")
    return PolicyCode(name, terms, ack == "yes")


_TERMS = ("firstTimeReport", "onGoingReporting", "reportOnMACD")


def _policy(policy: PolicyCode, now: float, secret: str) -> str:
    groups = ""
    for kind, terms in policy.terms.items():
        days = dict(zip(_TERMS, (terms.first_report, terms.frequency, terms.on_change), strict=True))
        # The two kinds that are enforced have no first report in the captured file.
        shown = {name: value for name, value in days.items() if value or name != "firstTimeReport"}
        groups += f"<{kind}>{''.join(_element(name, str(value)) for name, value in shown.items())}</{kind}>"
    ack = "yes" if policy.ack_required else "no"
    return _part(
        "smartLicensePolicy",
        f"<policyCode>{_element('name', policy.name)}<version>7</version><flag></flag>"
        f"<datestamp>{_date(now)}</datestamp><ackRequired>{ack}</ackRequired>{groups}</policyCode>",
        secret,
    )


def _account_info(account: Account, now: float, secret: str) -> str:
    fields = {
        "timestamp": str(int(now * 1000)),
        "smartAccount": account.smart_account,
        "virtualAccount": account.virtual_account,
        "smartAccountId": account.smart_account_id,
        "virtualAccountId": account.virtual_account_id,
        "smartAccountDomain": account.domain,
    }
    inner = "".join(_element(name, value) for name, value in fields.items())
    return _part("smartLicenseAccountInfo", f"<customerInfo>{inner}</customerInfo>", secret)


def _answer(parts: Sequence[str], udi: str, now: float) -> bytes:
    correlation = _code(udi, str(int(now)))[:24]
    return f"<smartLicense>{''.join(parts)}<correlationID>{correlation}</correlationID></smartLicense>".encode()


def _part(name: str, content: str, secret: str) -> str:
    return f"<{name}>{content}<signature>{sign(secret, content)}</signature></{name}>"


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>"


def _number(report_id: str) -> int | str:
    return int(report_id) if report_id.isdecimal() else report_id


def _date(now: float) -> str:
    return f"{datetime.fromtimestamp(now, UTC):%Y-%m-%dT%H:%M:%S}"


def _code(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
