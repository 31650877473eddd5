"""A module has one idea, and one idea has room in 250 lines; of tests and benchmarks as well."""

from pathlib import Path

import workbench

HOUSE = Path(workbench.__file__).parent
LONGEST = 250


def test_no_module_is_longer_than_one_idea():
    files = [*HOUSE.rglob("*.py"), *Path(__file__).parent.rglob("*.py")]
    assert len(files) > 200
    lines = {file.as_posix(): len(file.read_text("utf-8").splitlines()) for file in files}
    assert not {name: n for name, n in lines.items() if n > LONGEST}
