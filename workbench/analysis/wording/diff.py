"""Two runs of words become opcodes: kept, added, cut, reworded, moved. Pure lists, no frames."""

from difflib import SequenceMatcher

from workbench.analysis.wording.lexicon import FUNCTION_WORDS

#: (op, left begin, left end, right begin, right end); a moved run stands on both sides.
Code = tuple[str, int, int, int, int]
#: An island of kept function words no longer than this joins the change around it.
ISLAND = 2
MOVED_WORDS, MOVED_CONTENT = 3, 2


def diff(left: list[str], right: list[str]) -> list[Code]:
    """Compare two runs of folded words.

    Every word of either side is in exactly one code; kept and moved codes hold the same words on
    both sides. Frequent words are not dropped (no autojunk).

    Examples
    --------
    >>> diff("it highly appreciates this".split(), "it acknowledged this".split())
    [('kept', 0, 1, 0, 1), ('reworded', 1, 3, 1, 2), ('kept', 3, 4, 2, 3)]
    """
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    codes = merge_islands(matcher.get_opcodes(), left)
    return find_moves([(name(code), *code[1:]) for code in codes], left, right)


def name(code: tuple[str, int, int, int, int]) -> str:
    """Name an opcode of difflib by which sides it holds."""
    tag, begin, end, other, stop = code
    if tag in {"equal", "kept"}:
        return "kept"
    return "reworded" if end > begin and stop > other else "cut" if end > begin else "added"


def merge_islands(codes: list[Code], left: list[str]) -> list[Code]:
    """Join one or two kept function words between two changes to one change."""
    out: list[Code] = []
    for place, (tag, a, b, c, d) in enumerate(codes):
        inside = 0 < place < len(codes) - 1
        small = b - a <= ISLAND and all(word in FUNCTION_WORDS for word in left[a:b])
        kind = "change" if tag != "equal" or (inside and small) else "equal"
        if out and out[-1][0] == kind == "change":
            out[-1] = ("change", out[-1][1], b, out[-1][3], d)
        else:
            out.append((kind, a, b, c, d))
    return out


def find_moves(codes: list[Code], left: list[str], right: list[str]) -> list[Code]:
    """Turn the longest runs that stand in two changes into moves, the longest first."""
    while True:
        best = (0, 0, 0, 0, 0)
        for i, (one, a, b, _, _) in enumerate(codes):
            for j, (two, _, _, c, d) in enumerate(codes):
                if one in {"cut", "reworded"} and two in {"added", "reworded"}:
                    size, x, y = longest(left, (a, b), right, (c, d))
                    if size > best[0]:
                        best = (size, i, j, x, y)
        if not best[0]:
            return codes
        codes = take_out(codes, best)


def longest(
    left: list[str], here: tuple[int, int], right: list[str], there: tuple[int, int]
) -> tuple[int, int, int]:
    """Give size and places of the longest shared run that is long enough to call it a move."""
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    match = matcher.find_longest_match(*here, *there)
    words = left[match.a : match.a + match.size]
    content = sum(word not in FUNCTION_WORDS for word in words)
    enough = match.size >= MOVED_WORDS and content >= MOVED_CONTENT
    return (match.size if enough else 0, match.a, match.b)


def take_out(codes: list[Code], move: tuple[int, int, int, int, int]) -> list[Code]:
    """Cut a moved run (size, change on the left, on the right, place there, place here) out.

    The move is listed where it stood on the left. What remains of a change keeps its place.
    """
    size, i, j, x, y = move
    out: list[Code] = []
    for place, (_, a, b, c, d) in enumerate(codes):
        lefts = [(a, x), (x + size, b)] if place == i else [(a, b)]
        rights = [(c, y), (y + size, d)] if place == j else [(c, d)]
        if place not in {i, j}:
            out.append(codes[place])
            continue
        lefts += [(b, b)] * (len(rights) - len(lefts))
        rights += [(d, d)] * (len(lefts) - len(rights))
        for number, (one, two) in enumerate(zip(lefts, rights, strict=True)):
            if one[1] > one[0] or two[1] > two[0]:
                out.append((name(("", *one, *two)), *one, *two))
            if place == i and number == 0:
                out.append(("moved", x, x + size, y, y + size))
    return out
