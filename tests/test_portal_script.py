"""`./portal` sets up what it needs, leaves alone what is there, and ends a failure with what to do.

The real script runs in a folder of its own, on a machine made of stand-ins that write down how they were called. The
demo as a whole, with nothing stood in for, is in `test_demo.py`.
"""

import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
BASIC_TOOLS = ("basename", "cat", "dirname", "env", "find", "grep", "mkdir", "rm", "sha256sum", "sort")
PANGO = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

NOTE = 'echo "$(basename "$0") $*" >>"$CALLS"\n'
# Does what the script asks of Python: says it is new enough, makes an environment that holds itself, installs.
PYTHON = (
    NOTE
    + """
case "$*" in
*CDLL*) [ -e "$MACHINE/pango" ] ;;
"-m venv "*) mkdir -p "$3/bin" && cat "$0" >"$3/bin/python" && cat "$MACHINE/granian" >"$3/bin/granian" &&
    /bin/chmod +x "$3/bin/python" "$3/bin/granian" ;;
"-m pip "*) [ ! -e "$MACHINE/offline" ] ;;
*token_urlsafe*) echo a-key ;;
*sys.prefix*) echo "3.11 $MACHINE" ;;
--version) echo Python 3.11 ;;
*manage.py*) [ ! -e "$MACHINE/broken-$2" ] ;;
esac
"""
)
APT = (
    NOTE
    + """
[ ! -e "$MACHINE/offline" ] || exit 100
case "$*" in *install*)
    : >"$MACHINE/pango"
    cat "$MACHINE/python3" >"$BIN/python3"
    /bin/chmod +x "$BIN/python3"
    ;;
esac
"""
)
NPM = (
    NOTE
    + """
case "$*" in
ci*) mkdir -p node_modules ;;
*build) mkdir -p build/static && echo css >build/static/a.css ;;
esac
"""
)


@dataclass(frozen=True)
class Machine:
    """A pretended computer: a folder for PATH, a checkout, and the list of calls made."""

    home: Path

    @property
    def bin(self) -> Path:
        return self.home / "bin"

    @property
    def checkout(self) -> Path:
        return self.home / "checkout"

    def calls(self) -> list[str]:
        file = self.home / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def forget_calls(self) -> None:
        (self.home / "calls").unlink(missing_ok=True)

    def has(self, name: str, body: str) -> None:
        (self.bin / name).write_text(f"#!/bin/sh\n{body}")
        (self.bin / name).chmod(0o755)

    def marked(self, name: str) -> None:
        (self.home / name).touch()

    def portal(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", self.checkout / "portal", *arguments],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env={"PATH": str(self.bin), "MACHINE": str(self.home), "BIN": str(self.bin), "CALLS": f"{self.home}/calls"}
            | variables,
            timeout=60,
        )


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A bare Debian, as root: apt-get and the basic tools, and nothing else."""
    machine = Machine(tmp_path)
    machine.bin.mkdir()
    for tool in BASIC_TOOLS:
        (machine.bin / tool).symlink_to(shutil.which(tool) or tool)
    machine.has("id", "echo 0\n")
    machine.has("apt-get", APT)
    machine.has("sh", 'exec /bin/sh "$@"\n')
    (tmp_path / "python3").write_text(f"#!/bin/sh\n{PYTHON}")
    (tmp_path / "granian").write_text(f"#!/bin/sh\n{NOTE}")
    machine.has("npm", NPM)
    machine.has("node", "echo v22.0.0\n")
    machine.checkout.mkdir()
    for name in ("portal", "requirements.txt", "requirements-dev.txt", "requirements-node.txt", "package-lock.json"):
        shutil.copy(ROOT / name, machine.checkout / name)
    for folder in ("assets", "static"):
        (machine.checkout / folder).mkdir()
        (machine.checkout / folder / "a.scss").touch()
    return machine


@pytest.fixture
def ready(bare: Machine) -> Machine:
    """The same machine with Python and Pango."""
    bare.marked("pango")
    bare.has("python3", PYTHON)
    return bare


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.splitlines()[-1]


def test_help_names_every_command(bare: Machine) -> None:
    done = bare.portal("help")
    assert done.returncode == 0
    for command in ("demo", "test", "check", "bench", "manage", "help"):
        assert f"\n  {command} " in done.stdout
    assert bare.calls() == []


def test_an_unknown_command_is_named(bare: Machine) -> None:
    done = bare.portal("dmeo")
    assert (done.returncode, last_line(done)) == (1, "./portal: There is no command dmeo.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--prot", "1"], "demo does not know --prot. It takes --port N and --no-serve."),
        (["--port"], "--port wants a number"),
        (["--port", "http"], "--port wants a number"),
        (["--port", "0"], "--port wants a number"),
        (["--port=65536"], "--port wants a number"),
        (["--port", "99999999999999999999"], "--port wants a number"),
    ],
)
def test_demo_refuses_what_it_cannot_mean_before_it_does_anything(
    bare: Machine, arguments: list[str], sentence: str
) -> None:
    done = bare.portal("demo", *arguments)
    assert done.returncode == 1
    assert sentence in last_line(done)
    assert bare.calls() == []


def test_root_on_a_bare_machine_gets_everything(bare: Machine) -> None:
    done = bare.portal("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert any(
        call.startswith("apt-get -qq -y") and call.endswith(f"python3 python3-venv {PANGO}") for call in bare.calls()
    )
    said = [line.removeprefix("==> ") for line in done.stderr.splitlines() if line.startswith("==> ")]
    assert said == [
        f"Installing Debian packages: python3 python3-venv {PANGO}",
        "Making a virtual environment with Python 3.11",
        "Installing Python packages from requirements.txt",
        "Installing front-end packages",
        "Building the style sheet, scripts and fonts",
        "Writing .env with a secret key of its own",
        "Compressing static files",
        "Bringing the database up to date",
        "Loading the sample partnerships and publishing their papers",
        "Making one person per role",
    ]
    assert "This is demo data" in done.stdout


def test_a_user_with_sudo_gets_everything(bare: Machine) -> None:
    bare.has("id", "echo 1000\n")
    bare.has("sudo", NOTE + '[ "$1" = -n ] && shift\nexec "$@"\n')
    bare.has("true", "exit 0\n")
    done = bare.portal("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert any(call.startswith("sudo -n sh -c ") and "apt-get" in call for call in bare.calls())


@pytest.mark.parametrize("sudo", [None, "exit 1\n"], ids=["no sudo", "sudo that wants a password"])
def test_without_root_it_says_exactly_what_to_install(bare: Machine, sudo: str | None) -> None:
    bare.has("id", "echo 1000\n")
    if sudo:
        bare.has("sudo", sudo)
    done = bare.portal("demo")
    assert done.returncode == 1
    assert last_line(done) == (
        "./portal: Some system packages are missing and need root. Ask an administrator to run: "
        f"apt-get update && apt-get install --no-install-recommends python3 python3-venv {PANGO}"
    )
    assert not any("apt-get" in call for call in bare.calls())


def test_without_root_but_with_everything_there_it_goes_on(ready: Machine) -> None:
    ready.has("id", "echo 1000\n")
    done = ready.portal("demo", "--no-serve")
    assert done.returncode == 0, done.stderr


def test_only_what_is_missing_is_asked_for(bare: Machine) -> None:
    bare.has("id", "echo 1000\n")
    bare.has("python3", PYTHON)
    done = bare.portal("test")
    assert done.returncode == 1
    assert last_line(done).endswith(f"apt-get update && apt-get install --no-install-recommends {PANGO}")


def test_a_system_without_apt_is_told_what_to_find(bare: Machine) -> None:
    (bare.bin / "apt-get").unlink()
    done = bare.portal("demo")
    assert done.returncode == 1
    assert "Install Python 3.11 or newer with venv, and Pango" in last_line(done)


def test_packages_that_cannot_be_fetched_end_with_the_command_to_run_by_hand(bare: Machine) -> None:
    bare.marked("offline")
    done = bare.portal("demo")
    assert done.returncode == 1
    assert last_line(done).startswith("./portal: This step failed: Installing Debian packages")
    assert f"apt-get update && apt-get install --no-install-recommends python3 python3-venv {PANGO}" in last_line(done)


def test_python_packages_that_cannot_be_fetched_are_tried_again_next_time(ready: Machine) -> None:
    ready.marked("offline")
    done = ready.portal("demo")
    assert done.returncode == 1
    assert "This step failed: Installing Python packages" in last_line(done)
    (ready.home / "offline").unlink()
    assert ready.portal("demo", "--no-serve").returncode == 0


@pytest.mark.parametrize("step", ["migrate", "load_sample", "make_demo_people", "collectstatic"])
def test_a_step_of_the_demo_that_fails_is_the_last_line(ready: Machine, step: str) -> None:
    ready.marked(f"broken-{step}")
    done = ready.portal("demo", "--no-serve")
    assert done.returncode == 1
    assert last_line(done).startswith("./portal: This step failed: ")
    assert "This is demo data" not in done.stdout


def test_a_second_run_installs_and_builds_nothing(ready: Machine) -> None:
    ready.portal("demo", "--no-serve")
    key = (ready.checkout / ".env").read_text()
    ready.forget_calls()
    assert ready.portal("demo", "--no-serve").returncode == 0
    done = [call for call in ready.calls() if not call.startswith(("python3 -c", "python -c"))]
    assert done == [
        "python manage.py migrate --verbosity 0",
        "python manage.py load_sample --publish",
        "python manage.py make_demo_people",
    ]
    assert (ready.checkout / ".env").read_text() == key


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("requirements.txt", "pip install"),
        ("package-lock.json", "npm ci"),
        ("assets/a.scss", "npm run"),
        ("static/a.scss", "collectstatic"),
    ],
)
def test_what_changed_is_made_again(ready: Machine, name: str, again: str) -> None:
    ready.portal("demo", "--no-serve")
    ready.forget_calls()
    with (ready.checkout / name).open("a") as stream:
        stream.write("\n")
    ready.portal("demo", "--no-serve")
    assert any(again in call for call in ready.calls())


def test_another_python_makes_the_environment_again(ready: Machine) -> None:
    ready.portal("demo", "--no-serve")
    ready.forget_calls()
    ready.has("python3", PYTHON.replace('echo "3.11 $MACHINE"', 'echo "3.12 $MACHINE"'))
    ready.portal("demo", "--no-serve")
    assert any("-m venv" in call for call in ready.calls())


def test_an_old_node_is_replaced_inside_the_environment(ready: Machine) -> None:
    ready.has("node", 'case "$1" in -e) exit 1 ;; *) echo v18.0.0 ;; esac\n')
    done = ready.portal("demo")
    assert any("requirements-node.txt" in call for call in ready.calls())
    assert "Node.js 20.19 or newer is needed" in last_line(done)  # the stand-in for pip brought none


def test_the_settings_of_a_demo_are_its_owners_alone(ready: Machine) -> None:
    ready.portal("demo", "--no-serve")
    file = ready.checkout / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "PORTAL_ENV=demo\nPORTAL_SECRET_KEY=a-key\n" in file.read_text()


def test_a_demo_never_runs_on_another_installations_settings(ready: Machine) -> None:
    (ready.checkout / ".env").write_text("PORTAL_ENV=production\n")
    done = ready.portal("demo", "--no-serve")
    assert done.returncode == 1
    assert "is not a demo's" in last_line(done)
    assert not any("manage.py" in call for call in ready.calls())


def test_a_demo_never_runs_in_another_kind_of_environment(ready: Machine) -> None:
    done = ready.portal("demo", "--no-serve", PORTAL_ENV="production")
    assert done.returncode == 1
    assert "Unset it to run a demo" in last_line(done)
    assert not any("manage.py" in call for call in ready.calls())


def test_demo_serves_on_the_port_asked_for(ready: Machine) -> None:
    done = ready.portal("demo", "--port", "8123")
    assert done.returncode == 0, done.stderr
    assert "http://127.0.0.1:8123/" in done.stdout
    assert ready.calls()[-1].startswith("granian --interface wsgi --host 127.0.0.1 --port 8123 ")
    assert "--respawn-failed-workers" in ready.calls()[-1]


def test_the_tests_run_again_on_postgresql_where_there_is_one(ready: Machine) -> None:
    done = ready.portal("test", "-k", "a", TEST_DATABASE_URL="postgres://somewhere/db")
    assert done.returncode == 0, done.stderr
    assert [call for call in ready.calls() if "pytest" in call] == ["python -m pytest -k a"] * 2
