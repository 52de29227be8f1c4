"""Reads the words of a formula back and computes them, knowing nothing of how they were made."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

TOKEN = re.compile(
    r"\[|\]|\(\d+[a-z]?\)|\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\$?\d+(?:\.\d+)?%?|[-+/,]|[A-Za-z_]+"
)


def rounded(number: Fraction, places: int, *, up: bool = False) -> Fraction:
    """Round away from zero: halves, or everything."""
    scaled = abs(number) * 10**places
    whole = int(scaled)
    rest = scaled - whole
    if (up and rest > 0) or (not up and rest >= Fraction(1, 2)):
        whole += 1
    return Fraction(whole if number >= 0 else -whole, 10**places)


STEPS: dict[tuple[str, ...], Callable[[Fraction], Fraction]] = {
    ("to", "the", "cent"): lambda n: rounded(n, 2),
    ("up", "to", "the", "cent"): lambda n: rounded(n, 2, up=True),
    ("to", "the", "dollar"): lambda n: rounded(n, 0),
    ("up", "to", "the", "dollar"): lambda n: rounded(n, 0, up=True),
    ("to", "a", "whole", "number"): lambda n: rounded(n, 0),
}


class Words:
    """One formula in words, with the values of the lines it names."""

    def __init__(
        self,
        text: str,
        lines: Mapping[str, object],
        rows: Mapping[str, Sequence[Mapping[str, Fraction]]],
        absent: Container[str] = (),
    ) -> None:
        self.tokens = TOKEN.findall(text)
        assert "".join(self.tokens) == text.replace(" ", ""), text
        self.at = 0
        self.lines = lines
        self.rows = rows
        self.absent = absent
        self.row: Mapping[str, Fraction] = {}

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, *expected: str) -> str:
        token = self.peek()
        assert not expected or token in expected, (token, expected, self.tokens)
        self.at += 1
        return token

    def whole(self, *, dollars: bool) -> Fraction:
        value, said = self.listed()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return rounded(value, 2) if dollars and not said else value

    def answer(self) -> bool:
        holds = self.condition()
        assert self.at == len(self.tokens), self.tokens[self.at :]
        return holds

    def listed(self) -> tuple[Fraction, bool]:
        word = self.peek()
        if word in ("lesser", "greater"):
            value = self.extreme()
        elif word == "if":
            value = self.choice()
        elif word == "sum":
            value = self.sum_of_rows()
        else:
            value = self.added()
        if self.peek() == "," and self.tokens[self.at + 1] in ("rounded", "not"):
            self.take(",")
            if self.take() == "not":
                self.take("rounded")
                return value, True
            for step, function in STEPS.items():
                if tuple(self.tokens[self.at : self.at + len(step)]) == step:
                    self.at += len(step)
                    return function(value), True
            raise AssertionError(self.tokens)
        return value, False

    def extreme(self) -> Fraction:
        which = self.take()
        self.take("of")
        values = [self.added()]
        while self.peek() == "," and self.tokens[self.at + 1] not in ("rounded", "not"):
            self.take(",")
            values.append(self.added())
        return min(values) if which == "lesser" else max(values)

    def choice(self) -> Fraction:
        self.take("if")
        holds = self.condition()
        self.take("then")
        then = self.added()
        self.take(",")
        self.take("otherwise")
        otherwise = self.choice() if self.peek() == "if" else self.added()
        return then if holds else otherwise

    def condition(self) -> bool:
        if self.peek().startswith("(") and self.tokens[self.at + 1] == "applies":
            number = self.take().strip("()")
            self.take("applies")
            return number not in self.absent
        if self.peek().startswith("(") and self.tokens[self.at + 1] == "is":
            following = self.tokens[self.at + 2]
            if following == "yes" or following in ("red", "blue"):
                answer = self.lines[self.take().strip("()")]
                self.at += 2
                return answer is True if following == "yes" else answer == following
        left = self.added()
        self.take("is")
        relation = self.take() if self.peek() in ("more", "at") else "equal"
        if relation != "equal":
            self.take("than", "least")
        right = self.added()
        return {"more": left > right, "at": left >= right, "equal": left == right}[relation]

    def sum_of_rows(self) -> Fraction:
        self.take("sum")
        self.take("over")
        number = self.take().strip("()")
        self.take("of")
        start, total = self.at, Fraction(0)
        rows = self.rows[number] or [{"fte": Fraction(0), "count": Fraction(0)}]
        for row in rows:
            self.at, self.row = start, row
            term = self.single()
            total += term if self.rows[number] else 0
        return total

    def added(self) -> Fraction:
        value = self.multiplied()
        while self.peek() in ("+", "-"):
            sign = self.take()
            other = self.multiplied()
            value = value + other if sign == "+" else value - other
        return value

    def multiplied(self) -> Fraction:
        value = self.single()
        while self.peek() in ("x", "/"):
            sign = self.take()
            other = self.single()
            if sign == "/" and not other:
                value = Fraction(0)  # only a branch that is not taken may do this where the line has a value
            else:
                value = value * other if sign == "x" else value / other
        return value

    def single(self) -> Fraction:
        word = self.take()
        if word == "[":
            value, _ = self.listed()
            self.take("]")
            return value
        if word == "each":
            return self.row[self.take()]
        if word.startswith("("):
            # only a branch that is not taken may name a line that does not apply or is incomplete
            line = Fraction(0) if word.strip("()") in self.absent else self.lines[word.strip("()")]
            assert line is None or isinstance(line, Fraction)
            return line or Fraction(0)
        number = Fraction(word.strip("$%").replace(",", ""))
        return number / 100 if word.endswith("%") else number
