"""Computes a spreadsheet formula exactly, as a spreadsheet program would with unlimited digits."""

from __future__ import annotations

import ast
import operator
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from reading_words import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def computed(formula: str, cells: Mapping[str, Fraction | str]) -> Fraction | str:
    """Compute a formula such as ``=ROUND(MIN(D14,D17),2)``; the cells hold numbers or texts."""
    assert formula.startswith("=")
    text = re.sub(r"(?<![<>])=(?!=)", "==", formula[1:]).replace(">==", ">=")
    value = _value(ast.parse(text, mode="eval").body, cells)
    assert isinstance(value, Fraction | str)
    return value


def _value(node: ast.expr, cells: Mapping[str, Fraction | str]) -> Fraction | str | bool:
    match node:
        case ast.Constant(value=str()):
            return str(node.value)
        case ast.Constant():
            return Fraction(str(node.value))
        case ast.Name(id="TRUE" | "FALSE" as word):
            return word == "TRUE"
        case ast.Name():
            return cells[node.id]
        case ast.BinOp():
            left, right = _value(node.left, cells), _value(node.right, cells)
            result = OPERATORS[type(node.op)](left, right)
            assert isinstance(result, Fraction)
            return result
        case ast.Compare():
            left, right = _value(node.left, cells), _value(node.comparators[0], cells)
            if isinstance(node.ops[0], ast.Eq):
                return left == right
            assert isinstance(left, Fraction)
            assert isinstance(right, Fraction)
            return left > right if isinstance(node.ops[0], ast.Gt) else left >= right
        case ast.Call(func=ast.Name(id=name)):
            return _call(name, node.args, cells)
        case _:
            raise AssertionError(ast.dump(node))


def _call(name: str, arguments: list[ast.expr], cells: Mapping[str, Fraction | str]) -> Fraction | str | bool:
    if name == "IF":
        return _value(arguments[1] if _value(arguments[0], cells) else arguments[2], cells)
    values = [one for one in (_value(argument, cells) for argument in arguments) if isinstance(one, Fraction)]
    match name:
        case "MIN":
            return min(values)
        case "MAX":
            return max(values)
        case "SUM":
            return sum(values, Fraction(0))
        case "ROUND":
            return rounded(values[0], int(values[1]))
        case "ROUNDUP":
            return rounded(values[0], int(values[1]), up=True)
        case _:
            raise AssertionError(name)
