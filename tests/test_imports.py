"""The import law: code in a room imports only rooms nearer the entrance."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import workbench

HOUSE = Path(workbench.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
#: From the entrance inwards; what stands together may use what stands before it.
ORDER = (
    {"errors"},
    {"schemas", "spreadsheet", "pairs", "silence", "folder", "lacking", "timing", "cluster"},
    {"corpus"},
    {"ingest"},
    {"analysis"},
    {"display"},
    {"explore"},
    {"seminar"},
    {"publish"},
    {"lab"},
    {"app", "arguments"},
    {"cli"},
)
DEPTH = {room: depth for depth, rooms in enumerate(ORDER) for room in rooms}
#: Packages that are used in one room only.
KEPT_IN = {
    "altair": "display",
    "distributed": "cluster",
    "vl_convert": "display",
    "ipywidgets": "explore",
    "anywidget": "explore",
    "traitlets": "explore",
    "textstat": "analysis",
    "nbclient": "publish",
    "nbconvert": "publish",
    "nbformat": "publish",
    "mistune": "publish",
    "jinja2": "publish",
    "pygments": "publish",
    "justext": "ingest",
    "lxml": "ingest",
    "pypdf": "ingest",
    "docx": "ingest",
    "charset_normalizer": "ingest",
}


def name(file):
    return file.relative_to(HOUSE.parent).as_posix()


def room(file):
    return file.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(source):
    """Give every module that a source text imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms(source):
    """Give the rooms that a source text imports."""
    parts = [module.split(".") for module in imports(source)]
    return {part[1] for part in parts if part[0] == "workbench" and len(part) > 1} & set(DEPTH)


def packages(source):
    return {module.split(".")[0] for module in imports(source)}


def test_the_reader_sees_imports_in_functions_and_of_every_form():
    source = "def f():\n    import altair.x\n    from workbench import analysis\nimport ast"
    assert packages(source) == {"altair", "workbench", "ast"}
    assert rooms(source) == {"analysis"}


def test_every_room_has_its_place():
    assert {room(file) for file in FILES} - {"__init__"} == set(DEPTH)


@pytest.mark.parametrize("file", [file for file in FILES if room(file) != "__init__"], ids=name)
def test_a_room_imports_only_rooms_nearer_the_entrance(file):
    own = room(file)
    further = {other for other in rooms(file.read_text("utf-8")) if DEPTH[other] > DEPTH[own]}
    assert not further


@pytest.mark.parametrize("file", sorted((HOUSE / "display").glob("*.py")), ids=name)
def test_display_knows_frames_by_their_columns_alone(file):
    assert not rooms(file.read_text("utf-8")) & {"corpus", "analysis"}


@pytest.mark.parametrize(("package", "home"), KEPT_IN.items())
def test_a_package_stays_in_its_room(package, home):
    users = {room(file) for file in FILES if package in packages(file.read_text("utf-8"))}
    assert users <= {home}


def test_textstat_stays_in_one_file():
    users = [name(file) for file in FILES if "textstat" in packages(file.read_text("utf-8"))]
    assert len(users) <= 1


def test_importing_the_workbench_is_light():
    heavy = ("altair", "ipywidgets", "textstat", "IPython", "vl_convert", "jupyterlab", "numpy")
    code = f"import sys, workbench; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
