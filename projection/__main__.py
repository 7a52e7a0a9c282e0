"""Command line: ``python -m projection project --place PLACE --to YEAR --out FILE | validate | hindcast [--from DIR] | batch``."""

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from tqdm import tqdm

from loaders import batch as files
from loaders.asked import answered, file_to_write, folder_to_write, place_asked
from loaders.store import read, write_whole
from loaders.written import as_bytes
from projection.ageing import LAST_SHOWN, NUMBERS, ageing
from projection.batch import LEVELS, Chunk, Method, chunks, places_of
from projection.care.residents import latest_counts, whole_counts
from projection.care.scenarios import Scenario, national_levels
from projection.checks import against_counts, current_use
from projection.checks.against_un import against_the_un, births_and_deaths, life_expectancies
from projection.checks.hindcast_report import report
from projection.checks.hindcast_run import Counted, run
from projection.checks.hindcast_tables import gates, group_rows, summary
from projection.cluster import computed_on, pool_of
from projection.people.bases import RESIDENT
from projection.people.cohort_component import AGES, SEXES, Array
from projection.people.kernel import INDICATORS, Deviations, stream
from projection.people.local_factors import STARTS
from projection.people.national import BENT, Anchor, anchored, errors, national_anchor, official
from projection.people.places import FIRST_YEAR, PlaceProjection, inputs_of, local_of, project_place
from projection.people.rates import NATION, NationalRates, national_rates
from projection.people.same_places import UNMATCHED, carved_out, same_places
from projection.people.uncertainty import QUANTILES, draws, quantiles

LAST = 2060
DRAWS = 1000
RUN = "atlas"
PRINTED = ("total", "age0_14", "age15_59", "age60", "age65", "age80")
# What the nation's later years are projected by, in a rolling test, in words.
ROLLED = {
    "anchored": "the level of mortality stays",
    "un_level": "it is the UN's again at once",
    "un_rates": "all is the UN's from the census on",
}
BATCH_INPUTS = (
    "places",
    "census",
    "population",
    "population_totals",
    "vital_rates",
    "national_counts",
    "local_factors",
    "assumptions",
    "facts",
)
FEWEST = 100  # draws: of fewer, less than ten lie beyond an edge of the 80 % band
LOW, MEDIAN, HIGH = (QUANTILES.index(share) for share in (0.10, 0.50, 0.90))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code (0 when all is well, 1 when something is wrong or outside its gate)."""
    return answered(_parser(), arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m projection", description="People over time, and how sure that is.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("project", help="project a place's residents from the census of 2020")
    command.add_argument("--place", required=True, help="adcode or name")
    command.add_argument("--to", type=int, default=LAST, metavar="YEAR", help=f"last year, {LAST} at most")
    command.add_argument("--out", type=Path, metavar="FILE", help="persons by year, sex and age: .csv or .parquet")
    command.add_argument(
        "--draws", type=int, default=DRAWS, metavar="N", help=f"draws behind the bands, {FEWEST} at least"
    )
    command.set_defaults(run=_project)
    command = commands.add_parser(
        "validate", help="China against the UN's own projection, and against its official counts"
    )
    command.set_defaults(run=_validate)
    command = commands.add_parser("hindcast", help="2010 to 2020 for every prefecture, against what was counted")
    command.add_argument("--from", dest="source", type=Path, metavar="DIR", help="folder with both census workbooks")
    command.add_argument("--out", type=Path, metavar="DIR", help="folder to write the tables to, as CSV")
    command.set_defaults(run=_hindcast)
    command = commands.add_parser("batch", help="bands of every place that has an age table, by province")
    command.add_argument("--level", choices=LEVELS, default="prefecture", help="which places")
    command.add_argument(
        "--draws", type=int, default=DRAWS, metavar="N", help=f"draws behind the bands, {FEWEST} at least"
    )
    command.add_argument("--to", type=int, default=LAST, metavar="YEAR", help=f"last year, {LAST} at most")
    command.add_argument("--run", dest="name", default=RUN, metavar="NAME", help="name of the run: it keys the draws")
    command.add_argument("--out", type=Path, metavar="DIR", help="folder to write to; data/cache/batch when left out")
    command.add_argument(
        "--threads", type=int, default=os.cpu_count() or 1, metavar="N", help="all cores when left out"
    )
    command.add_argument("--scheduler", metavar="ADDRESS", help="a dask scheduler, whose workers compute instead")
    command.add_argument(
        "--table", type=Path, metavar="DIR", help="a folder to write the table `ageing` to, as CSV: data/curated"
    )
    command.set_defaults(run=_batch)
    return parser


def _project(options: argparse.Namespace) -> int:
    if options.out:
        file_to_write(options.out)
    _enough(options.draws)
    place, name = place_asked(options.place, read("places"), read("ended_codes"))
    population, totals = read("population"), read("population_totals")
    local = local_of(read("local_factors"), place)
    made = project_place(place, options.to, population, totals, _rates(population, totals), local=local)
    inputs = made.inputs
    total_fertility = inputs.rates.fertility.sum(axis=-1)
    drawn = draws(RUN, place, options.draws, inputs.people, total_fertility, inputs.structure)
    print(f"{place} {name}: residents on 1 November, from the census of {inputs.date}")
    print(
        f"structure {inputs.structure.name}, base error {inputs.structure.error60:.0%} (60–79) and "
        f"{inputs.structure.error80:.0%} (80+); {made.projection.timing} timing; migration: {inputs.migration}"
    )
    print(
        f"fertility {inputs.fertility_ratio:.2f} and death rates {inputs.hazard[0]:.2f} times the nation's; "
        f"band: 80 % of {options.draws:,} draws\n"
    )
    print(_told(made, drawn).to_string(index=False))
    if options.out:
        write_whole(options.out, as_bytes(_by_age(made, drawn), options.out.suffix))
        print(f"\n{options.out}: {len(made.years) * len(SEXES) * AGES:,} rows")
    return 0


def _enough(count: int) -> None:
    """Fail where draws are too few for a band.

    Raises:
        ValueError: there are fewer than ``FEWEST``.
    """
    if count < FEWEST:
        raise ValueError(f"--draws {count}: so few make no band; ask for at least {FEWEST}")


def _rates(population: pd.DataFrame, totals: pd.DataFrame) -> NationalRates:
    """Return the nation's rates, as its official counts have them."""
    rates = national_rates(read("vital_rates"))
    return anchored(rates, national_anchor(rates, read("national_counts"), population, totals))


def _told(made: PlaceProjection, drawn: Deviations) -> pd.DataFrame:
    """Return the printed table: each fifth year and the last, the central path with the band of those aged 60+ and 80+."""
    names = list(INDICATORS)
    bands = quantiles(stream(made.inputs.people, *made.inputs.rates, deviations=drawn).indicators)
    central = stream(made.inputs.people, *made.inputs.rates).indicators
    rows = [at for at, year in enumerate(made.years) if year % 5 == 0 or at == len(made.years) - 1]
    table = pd.DataFrame({"year": [made.years[at] for at in rows]})
    for name in PRINTED:
        at = names.index(name)
        table[name] = [f"{value:,.0f}" for value in central[rows, at]]
        if name in ("age60", "age80"):
            table[f"{name} 80 %"] = [f"{bands[LOW, row, at]:,.0f}–{bands[HIGH, row, at]:,.0f}" for row in rows]
    return table


def _by_age(made: PlaceProjection, drawn: Deviations) -> pd.DataFrame:
    """Return persons by year, sex and single age with the 80 % band of each; bands of cells do not add up."""
    single = np.eye(len(SEXES) * AGES).reshape(-1, len(SEXES), AGES)
    bands = quantiles(stream(made.inputs.people, *made.inputs.rates, deviations=drawn, weights=single).indicators)
    index = pd.MultiIndex.from_product([made.years, SEXES, range(AGES)], names=["year", "sex", "age"])
    persons = made.projection.population
    frame = pd.DataFrame(
        {"persons": persons.ravel(), "low80": bands[LOW].ravel(), "high80": bands[HIGH].ravel()}, index
    )
    frame = frame.round(2).reset_index()
    frame.insert(0, "place", made.inputs.place)
    return frame


def _validate(_: argparse.Namespace) -> int:
    vital_rates = read("vital_rates")
    rates = national_rates(vital_rates)
    people, expectancies = against_the_un(rates), life_expectancies(vital_rates)
    counted = births_and_deaths(rates, vital_rates)
    print("China, 1 July, by the UN's rates from the UN's people of 2020: error against the UN in percent\n")
    errors = people.pivot_table(index="age", columns="year", values="error", sort=False)
    gates = people.drop_duplicates("age").set_index("age")["gate"]
    print(errors.round(3).assign(gate=gates).to_string(na_rep=""))
    worst = counted.loc[counted.groupby("measure")["error"].apply(lambda error: error.abs().idxmax())]
    print("\nworst year of births and deaths, error in percent\n")
    print(worst.round({"projected": 0, "un": 0, "error": 3}).to_string(index=False))
    print("\nlife expectancy of the tables made from age groups, error in years\n")
    print(expectancies.pivot_table(index="year", columns="sex", values="error").round(4).to_string())
    counts = official(read("national_counts"))
    found = national_anchor(rates, read("national_counts"), read("population"), read("population_totals"))
    held = against_counts.gates(found, counts)
    print(_told_anchor(found, counts))
    print("\nanchored on the earlier years alone: error of the later ones in percent, beside the UN's rates\n")
    later = against_counts.rolling(rates, found.census, counts)
    print(later.round(2).to_string(index=False))
    worst = later[list(ROLLED)].abs().max().round(2)
    print(f"\nat most off: {', '.join(f'{worst[way]} where {told}' for way, told in ROLLED.items())}")
    print(
        "\nresidents of institutions: the nation's of 2024 at its rates of 2020, places at the nation's rates of 2024\n"
    )
    print(_told_use(rates, found).to_string(index=False))
    print("\nmost that is off, in percent; people, births and deaths are put in: checks, not evidence\n")
    print(pd.DataFrame(held, columns=["measure", "off", "gate"]).round(2).to_string(index=False))
    beyond = sum(not off <= most for _name, off, most in held)
    wrong = int((~people["within"]).sum() + (~expectancies["within"]).sum()) + beyond
    gated = int(people["gate"].notna().sum() + len(expectancies)) + len(held)
    print(f"\n{gated} figures have a gate, {wrong} outside" if wrong else f"\n{gated} figures have a gate, all within")
    return 1 if wrong else 0


def _told_use(rates: NationalRates, found: Anchor) -> pd.DataFrame:
    """Return counted residents of institutions beside those expected, for the places that are projected."""
    population, totals, factors = read("population"), read("population_totals"), read("local_factors")
    assumptions = read("assumptions")
    counts = whole_counts(read("facts"), FIRST_YEAR)
    last, ours = int(counts["year"].max()), anchored(rates, found)

    def people_of(place: str) -> Array:
        made = project_place(place, last, population, totals, ours, local=local_of(factors, place))
        return made.projection.population

    known = set(population["place"]) | set(totals["place"])
    slope = float(assumptions.loc[assumptions["assumption"] == "use_slope", "default"].iloc[0])
    told = current_use.against_counts(counts[counts["place"].isin(known)], people_of, slope, FIRST_YEAR)
    return told.round({"counted": 0, "expected": 0, "error": 1, "log_ratio": 3})


def _told_anchor(found: Anchor, counts: pd.DataFrame) -> str:
    """Return the nation beside its official counts, and the factors and bends that bring it there."""
    ages = range(BENT.start, BENT.stop)
    parts = (
        "\nthe nation at the end of each year, anchored on its official counts: error in percent\n",
        errors(found, counts).round(2).to_string(),
        f"\nfactors on the UN's hazard of death from age 30 and fertility; from age 65 also {found.old:.3f} on the hazard\n",
        pd.DataFrame({"hazard": found.hazard, "fertility": found.fertility}, found.years).round(3).to_string(),
        "\nbends of the census' single ages\n",
        pd.DataFrame([found.bends[0, BENT]], ["factor"], ages).round(3).to_string(),
    )
    return "\n".join(parts)


def _hindcast(options: argparse.Namespace) -> int:
    from loaders.census.fetch import workbooks  # noqa: PLC0415 - what reads workbooks takes 20 MB from a batch

    if options.out is not None:
        folder_to_write(options.out)
    places, before, after = _censuses(workbooks(options.source))
    found = run(places, before, after, national_rates(read("vital_rates")))
    rows = found.tables["hindcast"]
    print(report(places, carved_out(before.units, after.units), found.result, rows[rows["place"] == NATION]))
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        for name, frame in {**found.tables, "hindcast_groups": group_rows(found.result)}.items():
            content = frame.to_csv(index=False, lineterminator="\n").encode()  # as data/curated has them
            write_whole(options.out / f"{name}.csv", content)
    return 0 if all(held for *_told, held in gates(summary(found.result))) else 1


def _censuses(paths: dict[int, Path]) -> tuple[pd.DataFrame, Counted, Counted]:
    """Return the places of both censuses (``same_places``), and each census with the traits of those that both have."""
    from loaders.census.traits import read_traits  # noqa: PLC0415
    from loaders.census.workbook import read_census  # noqa: PLC0415 - as above

    censuses = {year: read_census(path, year) for year, path in paths.items()}
    places = same_places(*(census.units for census in censuses.values()))
    both = places[places["status"] != UNMATCHED]
    counted = []
    for (year, census), at in zip(censuses.items(), ("at_before", "at_after"), strict=True):
        persons = census.population["persons"].to_numpy(dtype="float64").reshape(-1, len(SEXES), len(STARTS))
        traits = read_traits(paths[year], year, census.units["row"].iloc[both[at]])
        counted.append(Counted(census.units, persons, traits.set_axis(both["place"], axis=0)))
    return places, *counted


def _batch(options: argparse.Namespace) -> int:
    if options.threads < 1:
        raise ValueError(f"{options.threads} threads were asked for; ask for at least 1")
    _enough(options.draws)
    if options.table is not None:
        folder_to_write(options.table)
        _standard(options)
    out = files.home() if options.out is None else options.out
    folder_to_write(out)
    folder = files.run_folder(out, options.name)
    places, population, totals = _counted(options.level)
    method = _method(options, population, totals)
    todo = chunks(options.level, places, population, totals, read("local_factors"))
    del places, population, totals  # each chunk has its own rows
    pa.default_memory_pool().release_unused()  # Arrow keeps for itself what it once took: 15 MB of 400
    settings = {
        "engine": files.engine(Path(__file__).parent),
        "inputs": files.hashes(BATCH_INPUTS),
        "timing": "even",
        "definition": method.scenario.definition,
        "seed": options.name,
        "draws": options.draws,
        "level": options.level,
        "to": options.to,
    }
    with files.alone(folder):
        done = _complete(folder, settings, todo, method, options)
    print(
        f"{folder}: {sum(len(chunk.places) for chunk in todo)} places, {len(todo)} provinces, {done} of them from before"
    )
    if options.table is not None:
        made = next(run for run in files.runs(out)[0] if run.folder == folder)
        found = ageing(files.values(made, NUMBERS, LAST_SHOWN))
        options.table.mkdir(parents=True, exist_ok=True)
        write_whole(options.table / "ageing.csv", found.to_csv(index=False, lineterminator="\n").encode())
        print(f"{options.table / 'ageing.csv'}: {len(found):,} rows")
    return 0


def _standard(options: argparse.Namespace) -> None:
    """Fail where a batch is not the one whose results the atlas carries: by prefecture, of that run and its draws, to 2050 or later.

    Raises:
        ValueError: something else was asked for.
    """
    if (options.level, options.draws, options.name) != ("prefecture", DRAWS, RUN) or options.to < LAST_SHOWN:
        raise ValueError(
            f"--table: the table holds the batch of prefectures with {DRAWS} draws, run {RUN}, to {LAST_SHOWN} or later; leave out "
            "--level, --draws, --run and --to, or --table"
        )


def _complete(folder: Path, settings: dict, todo: list[Chunk], method: Method, options: argparse.Namespace) -> int:
    """Compute and write what a run has no whole part of, and its manifest; return how many parts it had."""
    folder.mkdir(exist_ok=True)
    done = files.finished(folder, settings)
    left = [chunk for chunk in todo if chunk.province not in done]
    count, to_come = (sum(len(chunk.places) for chunk in some) for some in (todo, left))
    with (
        pool_of(options.threads, options.scheduler) as pool,
        tqdm(total=count, initial=count - to_come, unit="place") as bar,
    ):
        for chunk, bands in computed_on(left, method, pool, options.scheduler):
            files.write_part(folder, chunk.province, bands, settings)
            bar.update(len(chunk.places))
    files.write_manifest(folder, _manifest(settings, todo))
    return len(done)


def _counted(level: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return places, age tables and headline counts as far as a batch needs them: a full census is large."""
    places = read("places", columns=["place", "level", "parent"])
    codes = {*places_of(level, places), *(code[:2] + "0000" for code in places["place"]), NATION}
    key, resident = ["place", "date", "basis"], {"basis": [RESIDENT], "place": codes}
    population = read("population", columns=[*key, "sex", "age_from", "persons"], rows=resident)
    totals = read(
        "population_totals", columns=[*key, "sex", "residence", "age_from", "age_to", "persons"], rows=resident
    )
    return places, population, totals


def _method(options: argparse.Namespace, population: pd.DataFrame, totals: pd.DataFrame) -> Method:
    """Return what all places share: the nation's rates and people, and care by the default assumptions."""
    rates, assumptions = _rates(population, totals), read("assumptions")
    defaults = dict(zip(assumptions["assumption"], assumptions["default"].astype("float64"), strict=True))
    nation = inputs_of([NATION], options.to, population, totals, rates)[NATION]
    rows = latest_counts(read("facts"), FIRST_YEAR)
    residents = {place: (int(row["year"]), float(row["value"])) for place, row in rows.items()}
    levels = national_levels(nation, residents[NATION])
    return Method(options.name, options.draws, options.to, rates, levels, residents, Scenario(), defaults)


def _manifest(settings: dict, todo: list[Chunk]) -> dict:
    """Return what a complete run says of itself; every place has an age table by five-year groups (S2)."""
    return {
        "settings": settings,
        "provinces": [chunk.province for chunk in todo],
        "totals": [chunk.province for chunk in todo if chunk.places[-1] == f"{chunk.province}0000"],
        "places": sum(len(chunk.places) for chunk in todo),
        "grades": {"S2": sum(len(chunk.places) for chunk in todo)},
    }


if __name__ == "__main__":
    sys.exit(main())
