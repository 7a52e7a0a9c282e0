"""Exit with 0 if the bundle has packages for the Python that runs this; any Python since 2.7 can read it."""

import io
import json
import os
import sys
import sysconfig

HERE = os.path.dirname(os.path.abspath(__file__))
with io.open(os.path.join(HERE, "bundle.json"), encoding="utf-8") as file:
    TARGETS = json.load(file)["targets"]
NAME = "%s-%d.%d" % (sysconfig.get_platform(), sys.version_info[0], sys.version_info[1])
FREE_THREADED = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
sys.exit(0 if NAME in TARGETS and sys.maxsize > 2**32 and not FREE_THREADED else 1)
