# Copyright: (c) 2026, netops.smart_licensing contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many files in one archive and back; what an archive may not hold."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netops.smart_licensing.plugins.module_utils.files.bundle import pack
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.envelope import read_usage
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.udi import Udi
from ansible_collections.netops.smart_licensing.plugins.module_utils.files.unpack import Budget, unpack
from ansible_collections.netops.smart_licensing.plugins.module_utils.words.errors import InvalidValue, LicensingError
from tests.unit.files.samples import ROUTER, fixture, usage_file

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
STEADY = settings(settings.get_profile("files"))
XML = b"<smartLicense></smartLicense>"


def tar(*members: tuple[str, bytes] | tarfile.TarInfo, pack_format: int = tarfile.PAX_FORMAT) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=pack_format) as archive:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                entry = tarfile.TarInfo(member[0])
                entry.size = len(member[1])
                archive.addfile(entry, io.BytesIO(member[1]))
    return packed.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def special(kind: bytes, target: str = "/etc/passwd") -> tarfile.TarInfo:
    entry = tarfile.TarInfo("usage.xml")
    entry.type, entry.linkname = kind, target
    return entry


def refused(data: bytes, budget: Budget | None = None) -> str:
    with pytest.raises(LicensingError) as failure:
        list(unpack("bundle", data, budget))
    assert failure.value.reason == "import_rejected"
    return failure.value.message


def test_what_is_packed_comes_back_byte_for_byte() -> None:
    files = [("dev_1.xml", fixture("usage-router.xml")), ("dev_2.xml", fixture("usage-stack.xml"))]
    name, data = pack({"Branches (EU)": files}, "Example Corp", NOW)
    assert name == "UD_SA_Example_Corp_20261124T080000Z.tar.gz"
    back = list(unpack(name, data))
    assert [content for _name, content in back] == [content for _name, content in files]
    assert back[0][0] == f"{name}/UD_VA_Branches_EU.tar.gz/dev_1.xml"


def test_each_virtual_account_has_an_archive_of_its_own() -> None:
    name, data = pack({"A B": [("one.xml", XML)], "C": [("two.xml", XML)]}, "Example Corp", NOW)
    assert [label for label, _content in unpack(name, data)] == [
        f"{name}/UD_VA_A_B.tar.gz/one.xml",
        f"{name}/UD_VA_C.tar.gz/two.xml",
    ]


def test_a_bundle_is_laid_out_as_cssm_takes_it() -> None:
    data = pack({"Branches": [("dev_1.xml", XML)], "Head Office": [("dev_2.xml", XML)]}, "Example Corp", NOW).data
    with tarfile.open(fileobj=io.BytesIO(data)) as outer:
        assert outer.getnames() == ["manifest.mf", "UD_VA_Branches.tar.gz", "UD_VA_Head_Office.tar.gz"]
        manifest = outer.extractfile("manifest.mf")
        assert manifest is not None
        content = manifest.read().decode()
    assert content == (
        "Manifest-Version: 1.0\n"
        "Created-By: netops.smart_licensing\n"
        "Smart-Account: Example Corp\n"
        "Smart-Account-ID:\n"
        "\n"
        "Name: /UD_VA_Branches.tar.gz\n"
        "Specification-VA: Branches\n"
        "Specification-VA-ID:\n"
        "\n"
        "Name: /UD_VA_Head_Office.tar.gz\n"
        "Specification-VA: Head Office\n"
        "Specification-VA-ID:\n"
    )


def test_the_same_input_gives_the_same_bytes_in_every_zone() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert pack({"V": [("a.xml", XML)]}, "S", NOW) == pack({"V": iter([("a.xml", XML)])}, "S", here)
    assert pack({"V": [("a.xml", XML)]}, "S", NOW) != pack({"V": [("a.xml", XML)]}, "S", NOW + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("files", "account"),
    [
        ([], "S"),
        ([("a.xml", XML), ("a.xml", XML)], "S"),
        ([("../a.xml", XML)], "S"),
        ([("", XML)], "S"),
        ([("a" * 200, XML)], "S"),
        ([("a.xml", XML)], "S\nSmart-Account: T"),
    ],
)
def test_what_cannot_be_bundled_is_an_invalid_value(files: list[tuple[str, bytes]], account: str) -> None:
    with pytest.raises(InvalidValue):
        pack({"V": files}, account, NOW)


def test_a_thousand_devices_travel_together() -> None:
    files = {f"dev_{number}.xml": usage_file(Udi("C9300-24T", f"S{number}"), [number]) for number in range(1000)}
    back = dict(unpack("b", pack({"V": files.items()}, "S", NOW).data))
    assert {name.rpartition("/")[2]: data for name, data in back.items()} == files
    assert len({report_id for data in back.values() for report_id in read_usage(data).report_ids}) == 1000


@pytest.mark.parametrize(
    "data",
    [
        XML,
        b"\xef\xbb\xbf\n" + XML,
        gzip.compress(XML, mtime=0),
        tar(("a.xml", XML)),
        zipped(("a.xml", XML)),
        zipped(("x/", b""), ("x/a.tar.gz", gzip.compress(tar(("manifest.mf", b"M: 1"), ("y/a.xml", XML)), mtime=0))),
        tar(("__MACOSX/a.xml", b"?"), ("._a.xml", b"?"), (".DS_Store", b"?"), ("a.xml", XML)),
        tar(("a" * 300 + ".xml", XML), pack_format=tarfile.GNU_FORMAT),
    ],
)
def test_any_nesting_of_archives_gives_its_files(data: bytes) -> None:
    assert [content.lstrip(b"\xef\xbb\xbf\n") for _name, content in unpack("b", data)] == [XML]


@pytest.mark.parametrize(
    "name", ["../a.xml", "/etc/a.xml", "x/../../a.xml", "..", "C:\\a.xml", "..\\a.xml", "a\n.xml", "a\x1b[2J.xml"]
)
def test_a_name_that_climbs_is_refused(name: str) -> None:
    assert "not a plain file name" in refused(tar((name, XML)))


@pytest.mark.parametrize("name", ["../a.xml", "/etc/a.xml", "..\\a.xml"])
def test_a_name_that_climbs_is_refused_in_a_zip_too(name: str) -> None:
    assert "not a plain file name" in refused(zipped((name, XML)))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE], ids=repr
)
def test_links_and_devices_are_refused(kind: bytes) -> None:
    assert "link or a device" in refused(tar(special(kind)))


def test_an_archive_cut_anywhere_is_refused() -> None:
    plain = tar(("a.xml", XML), ("b.xml", XML))
    end = len(plain.rstrip(b"\0")) + 300
    for data, length in ((plain, end), (gzip.compress(plain), None), (zipped(("a.xml", XML)), None)):
        for cut in range(1, (length or len(data)) - 1, 11):
            refused(data[:cut])


def test_a_damaged_header_is_no_end_of_an_archive() -> None:
    data = bytearray(tar(("a.xml", XML), ("b.xml", XML), pack_format=tarfile.USTAR_FORMAT))
    data[1024 + 5] ^= 1
    assert "incomplete or damaged" in refused(bytes(data))


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"hello", b"%PDF-1.7", gzip.compress(b"hello", mtime=0), tar(("a.txt", b"hello"))]
)
def test_what_is_neither_xml_nor_archive_is_refused(data: bytes) -> None:
    assert "neither XML nor an archive" in refused(data)


def test_bombs_cost_what_was_allowed() -> None:
    zeros = bytes(30_000_000)
    bombs = {
        "more than any bundle": gzip.compress(zeros),
        "larger than": tar(("a.xml", zeros)),
        "larger than 1000000 bytes": zipped(("a.xml", zeros)),
        "": gzip.compress(tar(*((f"{number}.xml", b"") for number in range(500)))),
    }
    tracemalloc.start()
    for why, data in bombs.items():
        assert why in refused(data, Budget(size=2_000_000, file_size=1_000_000, count=100))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_archives_in_archives_end_somewhere() -> None:
    data = XML
    for _layer in range(12):
        data = gzip.compress(data)
    assert "too many archives" in refused(data)


def test_a_sparse_file_is_not_blown_up() -> None:
    entry = tarfile.TarInfo("a.xml")
    entry.pax_headers = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(2**40), "GNU.sparse.major": "0"}
    assert "link or a device" in refused(tar(entry)) or "larger than" in refused(tar(entry))


@STEADY
@given(data=st.binary(max_size=200), start=st.sampled_from([b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"<"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, start: bytes) -> None:
    try:
        list(unpack("b", start + data))
    except LicensingError as error:
        assert error.reason == "import_rejected"


@STEADY
@given(kind=st.sampled_from(["tar", "gz", "zip"]), position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_of_an_archive_gives_no_other_error(kind: str, position: int, byte: int) -> None:
    inner = tar(("a.xml", XML))
    data = bytearray({"tar": inner, "gz": gzip.compress(inner), "zip": zipped(("a.xml", XML))}[kind])
    data[position % len(data)] = byte
    try:
        list(unpack("b", bytes(data)))
    except LicensingError as error:
        assert error.reason == "import_rejected"


def test_one_reporter_is_named_throughout() -> None:
    ((_name, data),) = unpack("b", pack({"V": [("r.xml", usage_file(ROUTER, [7]))]}, "S", NOW).data)
    assert read_usage(data).udis == {ROUTER}
