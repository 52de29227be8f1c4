"""A file is opened within bounds, and every way it can fail is told in words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running import SAMPLES, run

from ai_cli.findings import Finding
from ai_cli.inputs.district import Loaded, read_district
from ai_cli.inputs.document import MOST_BYTES, read_bytes, text_of
from ai_cli.inputs.tree import Group, Items, Tree, Value, plain
from ai_cli.inputs.yaml_tree import read_yaml

DISTRICT = SAMPLES / "austin_fy2017.yaml"


def found(file: str) -> str:
    content = read_bytes(file)
    assert isinstance(content, Finding)
    assert content.code == "I102"
    return str(content.found)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    assert found(str(tmp_path / "none.yaml")) == "no file"
    assert found(str(tmp_path)) == "a folder"
    assert found("a\0b") == "a name that no file can have"


def test_a_file_over_the_bound_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_bytes(b"#" * (MOST_BYTES + 1))
    assert found(str(file)) == "more than 2,000,000 bytes"
    file.write_bytes(b"#" * MOST_BYTES)
    assert len(read_bytes(str(file))) == MOST_BYTES


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device files here")
def test_a_device_that_never_ends_is_refused() -> None:
    assert found("/dev/zero") == "more than 2,000,000 bytes"


@pytest.mark.skipif(os.name == "nt", reason="no named pipes here")
def test_a_pipe_is_read_to_its_end() -> None:
    content = DISTRICT.read_bytes() + b"# " + b"x" * 100_000 + b"\n"
    assert run("estimate", "/dev/stdin", given=content).status == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text("state: MN")
    file.chmod(0)
    assert found(str(file)) == "Permission denied"


def test_a_control_character_is_placed_on_its_line() -> None:
    problem = text_of(b"state: MN\nname: \x07\n", "x.yaml")
    assert isinstance(problem, Finding)
    assert problem.found == "a control character on line 2"


def test_every_line_end_is_read() -> None:
    for ends in (b"\n", b"\r\n", b"\r"):
        text = text_of(b"state: MN\nfiscal_year: 2017\n".replace(b"\n", ends), "x.yaml")
        assert isinstance(text, str)
        tree, findings = read_yaml(text, "x.yaml")
        assert findings == ()
        assert tree is not None
        assert plain(tree) == {"state": "MN", "fiscal_year": "2017"}


def test_scalars_stay_as_they_are_typed() -> None:
    text = "a: 0492\nb: no\nc: 2019-03-15\nd: 3:30\ne: 10.00\nf: ''\ng: ~\nh:\ni: 'null'\nj: null\n0625: x\n"
    tree, _ = read_yaml(text, "x.yaml")
    assert tree is not None
    assert plain(tree) == {
        "a": "0492",
        "b": "no",
        "c": "2019-03-15",
        "d": "3:30",
        "e": "10.00",
        "f": "",
        "g": None,
        "h": None,
        "i": "null",
        "j": None,
        "0625": "x",
    }


def test_the_tree_knows_where_values_keys_and_items_stand() -> None:
    top, _ = read_yaml("a:\n  b: [~, x, y]\n  c: z\n", "x.yaml")
    assert top is not None
    tree = Tree(top)
    assert (tree.place(("a", "c")).line, tree.place(("a", "c")).column) == (3, 6)
    assert tree.place(("a", "c"), of_key=True).column == 3
    assert tree.place(("a", "b", 1)).column == 13
    assert tree.place(("a", "b", 9)).column == 6
    assert tree.place(("a", "zzz")).line == 2
    assert tree.place(("a", 0, "c")).column == 6
    assert tree.keys(("a",)) == ("b", "c")
    assert tree.keys(("a", "b")) == tree.keys(("zzz", "b")) == ()
    below = top.entries["a"]
    assert isinstance(below, Group)
    assert isinstance(below.entries["b"], Items)
    assert isinstance(below.entries["c"], Value)


@settings(max_examples=300, deadline=2000)
@given(st.binary(max_size=400))
def test_any_bytes_at_all_give_findings_and_never_a_fault(content: bytes) -> None:
    text = text_of(content, "x.yaml")
    if isinstance(text, str):
        tree, findings = read_yaml(text, "x.yaml")
        assert tree is not None or findings


@settings(max_examples=200, deadline=2000)
@given(st.data())
def test_a_sample_with_any_change_gives_findings_and_never_a_fault(data: st.DataObject) -> None:
    content = bytearray(DISTRICT.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    text = text_of(bytes(content), "x.yaml")
    if isinstance(text, str):
        tree, findings = read_yaml(text, "x.yaml")
        if tree is not None:
            from ai_cli.inputs.district import district_of

            loaded = district_of(tree, "x.yaml", findings)
            assert isinstance(loaded, Loaded)
            assert loaded.district is not None or loaded.findings


def test_the_pure_python_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    import ai_cli.inputs.yaml_tree as reading

    by_c = read_district(str(DISTRICT))
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    by_python = read_district(str(DISTRICT))
    assert by_c.district is not None
    assert by_python.district is not None
    assert by_c.district.facts == by_python.district.facts
    assert read_yaml("a: [" * 3000, "x.yaml")[0] is None
    assert read_yaml("a: \x7f&b c", "x.yaml")[0] is None


def test_the_file_that_excel_keeps_beside_an_open_workbook_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "~$budget.xlsx"
    file.write_bytes(b"\x05owner")
    assert "beside an open workbook" in found(str(file))
