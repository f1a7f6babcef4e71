"""The program of the optimizer race: for each seed, each optimizer trains a network of its own, one after the other."""

from core.lab.race import Race, config_of, window_of
from core.messages import Message
from core.script.lines import Lines, Part, blank, indented, ours
from core.script.pictures import PictureProgram
from core.script.program import Program
from core.script.script import lessons_program

MINI_BATCHES = """\
epochs = itertools.chain.from_iterable(itertools.repeat({loader}))
for {examples} in itertools.islice(epochs, steps):
"""
LOSS = """\
if not loss.isfinite():
    out.add(name)
    break
"""
END = """\
def ends(name):
    return [sum(run[-window:]) / window for run in losses[name]]


finished = [name for name in optimizers if name not in out]
for name in sorted(finished, key=lambda name: statistics.fmean(ends(name))):
    print(f'{{name}}: {shown}')
for name in optimizers:
    if name in out:
        print(f'{{name}}: out')
"""
MEAN, SPREAD = "{statistics.fmean(ends(name)):.4f}", " ± {statistics.stdev(ends(name)):.4f}"


def race_program_of(race: Race, steps: int) -> tuple[Part, ...]:
    """Return the program of the race with `steps` mini-batches for each optimizer and seed, as Race.running has them.

    On the CPU its losses are the race's, bit for bit. It prints each optimizer's loss at the end, the smallest first,
    and which optimizers are out: those whose loss is no longer finite. (The app also looks at the weights now and then,
    and at the loss of HELD_OUT test examples after each epoch. Where these are not finite, the next losses are not.)
    """
    program = _program(race, next(iter(race.rates)))
    steps = race.length(steps)
    written = (
        ("imports", "imports", _imports(program)),
        ("data", "race-data", program.marked("data", program.data())),
        ("network", "network", program.lessons_class()),
        ("race", "race", _race(race, program, steps)),
        ("end", "race-end", _end(race)),
    )
    return tuple(Part(name, tuple(lines), Message(f"script-part-{heading}")) for name, heading, lines in written)


def _program(race: Race, name: str) -> Program:
    """The program that trains one racer, with the first seed."""
    program = lessons_program(race.lesson, race.dataset, config_of(race.config, name, race.rates[name], race.seeds[0]))
    if isinstance(program, PictureProgram):
        program.has_test = False
    return program


def _imports(program: Program) -> Lines:
    yield from ours("import itertools\nimport statistics", "race-imports")
    yield from blank()
    yield from program.imports()


def _race(race: Race, program: Program, steps: int) -> Lines:
    yield from ours(f"steps, window = {steps}, {window_of(steps)}", "race-steps")
    yield from program.marked("training", program.writer.line(f"criterion = {program.criterion()}", "loss"))
    racers = [f"    {name!r}: lambda: {_program(race, name).optimizer()},\n" for name in race.rates]
    yield from ours(f"optimizers = {{\n{''.join(racers)}}}", "race-optimizers")
    yield from ours("losses = {name: [] for name in optimizers}\nout = set()", "race-losses")
    yield from blank()
    yield from ours(f"for seed in {list(race.seeds)}:\n    for name in optimizers:", "race-turns")
    yield from indented(_training(program), 8)


def _training(program: Program) -> Lines:
    """One racer's training with one seed."""
    yield from ours("torch.manual_seed(seed)", "seed")
    yield from ours("order.manual_seed(seed)", "order")
    if program.noisy:
        yield from ours("noise.manual_seed(seed)", "noise")
    yield from program.built()
    yield from ours("optimizer = optimizers[name]()\nlosses[name].append([])", "race-begins")
    yield from ours(MINI_BATCHES.format(loader=program.loader, examples=program.examples), "race-batches")
    yield from indented(program.marked("training", program.step()))
    yield from indented(ours(LOSS, "race-out"))
    yield from indented(ours("losses[name][-1].append(loss.item())", "race-losses"))


def _end(race: Race) -> Lines:
    several = len(race.seeds) > 1
    yield from ours(END.format(shown=MEAN + SPREAD * several), "race-end-seeds" if several else "race-end")
