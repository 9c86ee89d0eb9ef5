"""What is said about a series of prices."""

import numpy as np
import pandas as pd


def summary(prices: list[float], window: int) -> dict[str, object]:
    series = pd.Series(prices, dtype="float64")
    returns = np.diff(np.log(series.to_numpy()))
    return {
        "count": int(series.size),
        "mean": float(series.mean()),
        "median": float(series.median()),
        "volatility": float(returns.std()) if returns.size else 0.0,
        "rolling_mean": series.rolling(window, min_periods=1).mean().tolist(),
    }
