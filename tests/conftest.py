"""What holds for every test."""

from __future__ import annotations

import decimal

decimal.DefaultContext.traps[decimal.FloatOperation] = True
decimal.setcontext(decimal.DefaultContext.copy())
