"""How long something will still take, in plain words."""

MINUTE, HOUR = 60, 3_600
#: Below so many seconds nobody counts.
SOON = 5


def time_left(done: int, size: int, seconds: float) -> str:
    """Say how much is done and about how long the rest takes, if it goes on as in these seconds.

    Examples
    --------
    >>> time_left(2_000, 10_000, 10.0)
    '2,000 of 10,000 documents, about 40 seconds left'
    >>> time_left(1, 100, 60.0)
    '1 of 100 documents, about 99 minutes left'
    """
    rest = seconds * (size - done) / done
    if done == size:
        left = "done"
    elif rest < SOON:
        left = "a few seconds left"
    elif rest < 2 * MINUTE:
        left = f"about {round(rest / SOON) * SOON} seconds left"
    elif rest < 2 * HOUR:
        left = f"about {round(rest / MINUTE)} minutes left"
    else:
        left = f"about {round(rest / HOUR):,} hours left"
    return f"{done:,} of {size:,} documents, {left}"
