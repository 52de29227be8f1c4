"""Any input, however it was changed, is answered with a result or a finding, within bounds of time and memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from cases import fault_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import changed, words_of
from targets import Target, targets

MOST_BYTES = 80_000
RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck))


@cache
def inputs_and_words(target: Target) -> tuple[list[bytes], tuple[str, ...]]:
    inputs = target.inputs()
    return inputs, words_of(inputs)


def check_a_changed_input(target: Target, chance: Random, folder: Path) -> None:
    inputs, words = inputs_and_words(target)
    content = changed(chance.choice(inputs), chance, words, MOST_BYTES)
    assert fault_of(target, content, folder) is None


@pytest.mark.parametrize("name", targets())
@given(chance=st.randoms(use_true_random=False))
@settings(RELAXED, max_examples=15, derandomize=True)
def test_a_changed_file_is_answered_in_words(tmp_path: Path, name: str, chance: Random) -> None:
    check_a_changed_input(targets()[name], chance, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", targets())
@given(chance=st.randoms(use_true_random=True))
@settings(RELAXED, max_examples=400)
def test_many_changed_files_are_answered_in_words(tmp_path: Path, name: str, chance: Random) -> None:
    check_a_changed_input(targets()[name], chance, tmp_path)


@pytest.mark.parametrize("name", targets())
def test_the_inputs_to_start_from_show_no_fault(tmp_path: Path, name: str) -> None:
    target = targets()[name]
    for content in inputs_and_words(target)[0][:10]:
        assert fault_of(target, content, tmp_path) is None
