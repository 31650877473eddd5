"""`workbench add`: the plan is told, questions are asked, and what is agreed to is added."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import polars as pl

from workbench.ingest.add import add
from workbench.ingest.change import looked
from workbench.ingest.gather import gather
from workbench.ingest.plan import Plan, propose
from workbench.ingest.say import summary, told
from workbench.ingest.sheets import read_plan, save_plan

LOOK = " --looked NAME adds a file that asks for a look, --looked all every such file."
#: Names that are told in a line; files after which progress is told.
TOLD, STEP = 20, 100


def command(
    options: Namespace,
    say: Callable[[str], None],
    ask: Callable[[str], bool],
    progress: Callable[[str], None],
) -> int:
    """Carry out the options of `workbench add`; give the exit code.

    ``say`` prints a line, ``ask`` puts a question and gives the answer, ``progress`` says how far
    the reading has come. What asks for a look is added only after a yes of its own or by its name.
    """
    plan = looked(offered(options, progress), options.looked)
    for line in summary(plan) if options.save_plan or options.plan else told(plan):
        say(line)
    if options.save_plan:
        written = save_plan(plan, options.save_plan)
        say("")
        say(f"Nothing is added yet. Wrote {', '.join(written)} to {options.save_plan}: fill in the")
        say("first, correct the second, read in the third why each line has its zone. Then give")
        say(f"the command again with --plan {options.save_plan} --yes in place of --save-plan.")
        return 0
    waiting = ids(plan.files, "look")
    if waiting and not options.yes and ask(f"Add also the {len(waiting):,} that ask for a look?"):
        plan = looked(plan, waiting)
    ready = len(ids(plan.files, "ready", "looked"))
    if ready and (options.yes or ask(f"Add the {ready:,} that are ready to {options.into}?")):
        report(add(plan, options.into), plan.files, options.into, say)
        return 0
    say("Nothing was written." + " --yes adds what is ready." * bool(ready) + LOOK * bool(waiting))
    return 0 if ready else 1


def offered(options: Namespace, progress: Callable[[str], None]) -> Plan:
    """Read what is offered, with what a saved plan says of it."""
    sources = gather(options.paths)

    def reading(done: int, of: int) -> None:
        if of > STEP and done == of:
            progress(f"Read {of:,} files; now each is compared with the others.")
        elif of > STEP and done % STEP == 0:
            progress(f"Read {done:,} of {of:,} files.")

    if options.plan:
        return read_plan(options.plan, sources, options.into, reading)
    return propose(sources, options.into, reading)


def ids(files: pl.DataFrame, *statuses: str) -> list[str]:
    """Name the documents of a status."""
    return files.filter(pl.col("status").is_in(statuses))["doc_id"].to_list()


def report(added: list[str], files: pl.DataFrame, into: Path, say: Callable[[str], None]) -> None:
    """Say what was added, what was left, and what comes next."""
    say(f"Added {len(added):,} to {into}: {some(added)}.")
    left = ids(files, "look")
    if left:
        say(f"Left {len(left):,} that ask for a look: {some(left)}.{LOOK}")
    refused = files.filter(status="refused")["file"].to_list()
    if refused:
        say(f"Refused {len(refused):,}, for the reasons above: {some(refused)}.")
    say(f"Fill in what is unknown in {into / 'manifest.toml'}; a zone is changed there too.")
    say(f"Then: workbench check {into}, workbench lab {into}")


def some(names: list[str]) -> str:
    """Name some, and say how many more there are.

    Examples
    --------
    >>> some(["a", "b"])
    'a, b'
    """
    more = f" and {len(names) - TOLD:,} more" if len(names) > TOLD else ""
    return ", ".join(names[:TOLD]) + more
