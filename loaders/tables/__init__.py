"""Every curated table declared once: its columns, what they may hold, and how they refer to each other.

The declarations of one subject stand in one module; schema, codebook and data package follow from them. A schema checks what
one table can say by itself; ``loaders/rules/`` checks what needs two columns or two tables. No table is read here.
"""

from loaders.tables.people import PEOPLE_TABLES
from loaders.tables.policy import POLICY_TABLES
from loaders.tables.programmes import PROGRAMME_TABLES
from loaders.tables.results import RESULT_TABLES
from loaders.tables.scenario import ASSUMPTIONS, PACKS
from loaders.tables.schemes import SCHEMES
from loaders.tables.words import WORD_TABLES

TABLES = {
    table.name: table
    for table in (*POLICY_TABLES, *PROGRAMME_TABLES, *PEOPLE_TABLES, *WORD_TABLES, *RESULT_TABLES, ASSUMPTIONS, SCHEMES)
}
# What `loaders build` writes: the tables of data/curated, and the policy packs, whose sources are the files of its folder packs.
STORED = TABLES | {PACKS.name: PACKS}
# Whose rows quote a phrase of a text under its clause; the tables of people cite published tables, which have neither.
QUOTING = tuple(
    name
    for name, table in STORED.items()
    if name not in {each.name for each in PEOPLE_TABLES}
    and {"document", "clause", "as_printed", "grade"} <= {column.name for column in table.columns}
)
