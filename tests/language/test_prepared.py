"""
The prepared form of a pack says what the TOML says, or is not used: never stale, never half, never in the way.
"""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import claimtrack.language.pack as room
from claimtrack.errors import PackError
from claimtrack.language import Pack, languages, load_pack, read_pack
from claimtrack.language.pack import _read
from claimtrack.language.prepared import fingerprint, read_prepared, write_prepared

_ROOM = files("claimtrack.language")
_PACK = 'lang="zz"\nname="Z"\nscript="latin"\norder="subject_first"\ncapitals=true\n'
_CUE = '[[cue]]\nlemma="say"\ncue_class="claim"\nforms=["said", "said on air that"]\nby_media="report"\n'
_SOURCE = '[[source]]\nkind="official"\nforms=["the army"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """
    Install a small pack in a room of its own.
    """
    zz = tmp_path / "zz"
    zz.mkdir()
    (zz / "pack.toml").write_text(_PACK, encoding="utf-8")
    (zz / "cues.toml").write_text(_CUE, encoding="utf-8")
    (zz / "sources.toml").write_text(_SOURCE, encoding="utf-8")
    (tmp_path / "code.py").write_text("one = 1\n", encoding="utf-8")
    monkeypatch.setattr(room, "files", lambda _: tmp_path)
    languages.cache_clear()
    load_pack.cache_clear()
    yield zz
    languages.cache_clear()
    load_pack.cache_clear()


def _load() -> Pack:
    """
    Load the small pack as a new process would.
    """
    load_pack.cache_clear()
    return load_pack("zz")


def _kept(folder: Path) -> Path:
    return folder / "__pycache__" / "pack.json"


def _contents(pack: Pack) -> str:
    """
    Return all that a pack says; it is printed, as a member of an enumeration equals its text but prints otherwise.
    """
    return repr((pack.basics, pack.entries, pack.lexicon))


@pytest.mark.parametrize("lang", languages())
def test_prepared_is_what_the_toml_says(lang: str, tmp_path: Path) -> None:
    """
    Every pack that ships is the same from its prepared form, in the same order.
    """
    folder = Path(str(_ROOM.joinpath(lang)))
    copy = tmp_path / lang
    shutil.copytree(folder, copy)
    contents = _read(folder)
    write_prepared(copy, "key", contents)

    assert repr(contents) == repr(read_prepared(copy, "key"))


def test_a_pack_is_prepared_once_and_read_from_that(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The second start does not read the TOML.
    """
    read = _contents(read_pack(folder))
    first = _contents(_load())
    monkeypatch.delattr(room, "_read")

    assert read == first == _contents(_load())


@pytest.mark.parametrize("running", [True, False])
def test_the_garbage_collector_is_left_as_it_was(folder: Path, running: bool) -> None:
    """
    Reading a prepared pack pauses the collector, and neither turns it off for a caller nor on.
    """
    write_prepared(folder, "key", _read(folder))
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        assert read_prepared(folder, "key") is not None
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("what", ["edited", "added", "removed", "code"])
def test_what_was_changed_is_read_anew(folder: Path, what: str) -> None:
    """
    An edited, added or removed TOML file, or another version of the code, makes the prepared form stale.
    """
    _load()
    before = _kept(folder).read_bytes()
    if what == "edited":
        (folder / "cues.toml").write_text(_CUE.replace("said on", "sung on"), encoding="utf-8")
    elif what == "added":
        (folder / "hedges.toml").write_text('[[hedge]]\nrole="modal"\nforms=["may"]\n', encoding="utf-8")
    elif what == "removed":
        (folder / "cues.toml").unlink()
    else:
        (folder.parent / "code.py").write_text("one = 2\n", encoding="utf-8")

    assert _contents(read_pack(folder)) == _contents(_load())
    assert before != _kept(folder).read_bytes()


def test_an_error_in_the_toml_is_an_error_beside_a_prepared_form(folder: Path) -> None:
    """
    What was right once does not hide what is wrong now.
    """
    _load()
    (folder / "cues.toml").write_text(_CUE.replace("claim", "clame"), encoding="utf-8")

    with pytest.raises(PackError, match=r"zz/cues\.toml, entry 1"):
        _load()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:40],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"said", b"sung"),
        lambda data: b"0" * 64 + data[64:],
        lambda data: b"\xff\xfe" + data,
        lambda _: os.urandom(2000),
    ],
    ids=["empty", "key cut", "half", "last byte cut", "one word", "another key", "bytes in front", "noise"],
)
def test_a_damaged_form_is_ignored_and_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    """
    A form that is not whole, or not what was written, is as good as none.
    """
    first = _contents(_load())
    good = _kept(folder).read_bytes()
    _kept(folder).write_bytes(damage(good))

    assert first == _contents(_load())
    assert good == _kept(folder).read_bytes()


def test_a_folder_that_cannot_be_written_to_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A read-only installation, or a full disk, costs time and nothing else.
    """
    (folder / "__pycache__").write_text("a file where the folder would be", encoding="utf-8")
    assert "said" in _load().lexicon

    (folder / "__pycache__").unlink()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "said" in _load().lexicon
    assert [] == list((folder / "__pycache__").iterdir())


def test_a_pack_edited_while_it_is_read_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A form is kept under the fingerprint of what was read, not of what stood there before.
    """
    read = room._read

    def edit_and_read(where: Path) -> object:
        (folder / "sources.toml").write_text(_SOURCE.replace("army", "navy"), encoding="utf-8")
        return read(where)

    monkeypatch.setattr(room, "_read", edit_and_read)
    _load()

    assert not _kept(folder).exists()


def test_many_processes_at_once_do_not_break_each_other(folder: Path) -> None:
    """
    Processes that start together, each finding no form, all read the pack, and leave one whole form behind.
    """
    code = (
        "import sys, pathlib, claimtrack.language.pack as room\n"
        "room.files = lambda _: pathlib.Path(sys.argv[1])\n"
        "print(len(room.load_pack('zz').lexicon))\n"
    )
    command = [sys.executable, "-c", code, str(folder.parent)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]

    assert ["2\n"] * 4 == [process.communicate()[0] for process in running]
    assert ["pack.json"] == [file.name for file in (folder / "__pycache__").iterdir()]
    assert read_prepared(folder, fingerprint(folder.parent, folder)) is not None


def test_importing_the_package_imports_neither_numpy_nor_cattrs() -> None:
    """
    The package is light to import, and a prepared pack needs no more than it.
    """
    code = (
        "import sys, claimtrack\n"
        "print('numpy' in sys.modules)\n"
        "from claimtrack.language import load_pack\n"
        "load_pack('en')\n"
        "print('numpy' in sys.modules, 'cattrs' in sys.modules)\n"
    )
    load_pack("en")

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "False\nFalse False\n" == found.stdout
