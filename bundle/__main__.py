"""`python -m bundle [TARGET …]`: write dist/yiyang-atlas-VERSION.zip, for all kinds of desks or those that are named."""

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from bundle import archive, wheels
from loaders.geography import layers


def main() -> int:
    """Run the command line; the exit code is 1 when there is no bundle."""
    names = {target.name: target for target in wheels.TARGETS}
    parser = argparse.ArgumentParser(prog="python -m bundle", description="The atlas for a desk without a network.")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one or more of {', '.join(names)}; all if none")
    asked = parser.parse_args().targets or list(names)
    if unknown := [name for name in asked if name not in names]:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(names)}")
    try:
        return _make([names[name] for name in asked])
    except (wheels.NoWheels, OSError, subprocess.CalledProcessError) as error:
        print(f"There is no bundle: {error}", file=sys.stderr)
        return 1


def _make(targets: list[wheels.Target]) -> int:
    if layers.stale():
        subprocess.run([sys.executable, "-m", "loaders", "build", "--maps"], cwd=archive.ROOT, check=True)
    version = tomllib.loads((archive.ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    bundle = archive.ROOT / "dist" / f"yiyang-atlas-{version}.zip"
    found, sizes = {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        for target in targets:
            got = wheels.download(target, Path(temporary, target.name))
            print(f"{target.name}: {len(got)} packages")
            sizes[target.name] = wheels.measured(got)
            found |= {wheel.name: wheel for wheel in got}
        archive.write(bundle, [found[name] for name in sorted(found)], sizes, version)
    if archive.fetched_ages() is None:
        print("The ages of counties have not been fetched and are not in it: python -m loaders fetch census")
        print("县级分年龄人口尚未下载，离线包中没有：请先运行python -m loaders fetch census")
    print(f"{bundle}: {bundle.stat().st_size / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
