"""Fit the rational functions that the core's GELU and its slope take of the normal distribution.

    python scripts/fit_normal.py

erf(x / sqrt 2), and the same plus 2 x times the normal density, as x P(x * x) / Q(x * x) on
|x| <= 5.6, with P and Q of degree 5: linear least squares whose weights grow where the error is
large (Lawson 1961).
Prints the coefficients from the constant term up, and the largest error in float64. Needs NumPy.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

END, DEGREE, ROUNDS = 5.6, 5, 200

Floats = NDArray[np.float64]


def fit(x: Floats, truth: Floats) -> tuple[Floats, Floats, float]:
    """Answer P, Q and the largest error."""
    u = (x / END) ** 2
    powers = u[:, None] ** np.arange(DEGREE + 1)
    columns = np.hstack([x[:, None] * powers, -truth[:, None] * powers[:, 1:]])
    weights, divisor = np.ones_like(x), np.ones_like(x)
    best, found = math.inf, np.zeros(2 * DEGREE + 1)
    for _ in range(ROUNDS):
        scale = weights / np.abs(divisor)
        solved = np.linalg.lstsq(columns * scale[:, None], truth * scale, rcond=None)[0]
        divisor = 1 + powers[:, 1:] @ solved[DEGREE + 1 :]
        error = np.abs(x * (powers @ solved[: DEGREE + 1]) / divisor - truth)
        if error.max() < best:
            best, found = float(error.max()), solved
        weights *= (error / error.max() + 1e-3) ** 0.3
        weights /= weights.mean()
    orders = END ** (2 * np.arange(DEGREE + 1))
    return found[: DEGREE + 1] / orders, np.append(1, found[DEGREE + 1 :] / orders[1:]), best


def main() -> None:
    """Fit and print."""
    x = END * np.linspace(1e-3, 1, 8000)
    normal = np.array([math.erf(value / math.sqrt(2)) for value in x])
    density = np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    for name, truth in (("normalCDF", normal), ("geluSlope", normal + 2 * x * density)):
        p, q, error = fit(x, truth)
        print(f"{name}, largest error {error:.2e}")
        print("P", *(f"{value:.8g}" for value in p))
        print("Q", *(f"{value:.8g}" for value in q))


if __name__ == "__main__":
    main()
