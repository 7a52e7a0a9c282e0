"""See to it that a browser and Chinese fonts are on this machine: `python -m tests.browser.provision`.

What is there already is taken. Otherwise Playwright's own Chromium is fetched, or Debian's is installed;
where neither works, the command to run is printed and the exit code is 1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The first is the part of Chromium that draws pages, as Debian has it on its own: a fifth less work than the whole for the same pages.
SYSTEM_BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
)
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
)
DOWNLOAD_SECONDS = 300


def find_browser() -> str | None:
    """Return the path of the browser to test with: $BROWSER_PATH, Playwright's own, or the system's."""
    if given := os.environ.get("BROWSER_PATH"):
        if not Path(given).is_file():
            raise FileNotFoundError(f"BROWSER_PATH names {given}, which does not exist")
        return given
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if own and Path(own).is_file():
        return own
    system = next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)
    return system or next((str(path) for path in APPLICATIONS if path.is_file()), None)


def has_chinese_fonts() -> bool:
    """Return whether a Chinese text can be drawn; macOS and Windows bring their fonts along."""
    if not sys.platform.startswith("linux"):
        return True
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())


def main() -> int:
    """Provide what is missing; return the exit code."""
    if not find_browser() and not _download_browser():
        for package in ("chromium-headless-shell", "chromium"):
            if not find_browser():
                _apt_install(package)
    if not has_chinese_fonts():
        _apt_install("fontconfig", "fonts-noto-cjk")
    browser = find_browser()
    if not browser:
        print("No browser to test with. Run `apt-get install chromium`, or set BROWSER_PATH to a Chrome.")
    if not has_chinese_fonts():
        print("No Chinese fonts to test with. Run `apt-get install fontconfig fonts-noto-cjk`.")
    if not browser or not has_chinese_fonts():
        return 1
    print(f"browser: {browser}")
    return 0


def _download_browser() -> bool:
    print("Fetching Playwright's Chromium …", flush=True)
    settings = {**os.environ, "PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        result = subprocess.run(command, env=settings, capture_output=True, check=False, timeout=DOWNLOAD_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return result.returncode == 0


def _apt_install(*packages: str) -> None:
    """Install Debian packages where this user may; a refusal shows in what `main` finds afterwards."""
    if not shutil.which("apt-get"):
        return
    sudo: list[str] = []
    if os.geteuid() != 0:
        if (
            not shutil.which("sudo")
            or subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
        ):
            return
        sudo = ["sudo", "-n"]
    print(f"Installing {', '.join(packages)} …", flush=True)
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    subprocess.run([*apt, "-qq", "update"], check=False)
    subprocess.run([*apt, "-qq", "install", "-y", *packages], stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main())
