"""The nation's code, and the days of the two censuses that everything is counted by."""

NATION = "000000"
CENSUS_2010, CENSUS_2020 = "2010-11-01", "2020-11-01"
