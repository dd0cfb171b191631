"""`python -m commands.cluster up|down`: a real standalone Spark cluster on this machine, from the pyspark wheel.

A master, two workers of one core each and a Connect server, each a Java process of its own that listens at 127.0.0.1 only. It is for trying and for
tests: a shop's own cluster is somebody else's to run (docs/deploy.md).
"""

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from commands.port import HOST, is_free
from data.errors import BadRequest

PORT, MASTER_PORT = 15002, 7077
WORKERS = 2
SECONDS = 180.0  # a busy machine took two minutes to start four JVMs
MEMORY = {"master": "512m", "worker": "512m", "executor": "1500m", "connect": "1g"}
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.cores.max": str(WORKERS),
    "spark.executor.cores": "1",
    "spark.executor.memory": MEMORY["executor"],
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    # Two cores and small shops: planning and compiling cost more than the rows.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.network.timeout": "60s",
    "spark.driver.host": HOST,
    "spark.driver.bindAddress": HOST,
    "spark.connect.grpc.binding.address": HOST,
}


_BEGUN: list[subprocess.Popen[bytes]] = []  # they outlive whoever started them: forgotten here, each would be warned of


@dataclass(frozen=True)
class Cluster:
    """What runs.

    Attributes:
        port: of the Connect server.
        pids: of the processes, by name: master, worker-1, worker-2, connect.
    """

    port: int
    pids: dict[str, int]

    @property
    def address(self) -> str:
        """As VETRINA_STORE names it."""
        return f"sc://{HOST}:{self.port}"


def up(folder: Path, port: int = PORT, master_port: int = MASTER_PORT) -> Cluster:
    """Starts the cluster; what it writes lies in `folder`.

    Args:
        port: of the Connect server; 0 takes free ones, as tests do.

    Raises:
        BadRequest: no Java, no pyspark, a port is taken, or it did not start in time; nothing is left running.
    """
    if port and (running := _running(folder)):
        return running
    if not shutil.which("java"):
        raise BadRequest("Spark needs Java 17 or newer; on Debian: apt install default-jre-headless")
    port, master_port = port or _free(), master_port if port else _free()
    for wanted in (port, master_port):
        if not is_free(wanted):
            raise BadRequest(f"port {wanted} is taken; end what listens there, or `make spark-down` first")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    master = f"spark://{HOST}:{master_port}"
    server, pids = "org.apache.spark.deploy", {}
    at = ["--host", HOST, "--webui-port", "0"]
    try:
        pids["master"] = _begun(
            folder, "master", ["spark-class", f"{server}.master.Master", *at, "--port", str(master_port)]
        )
        _wait(master_port, folder / "master.log")
        for name in (f"worker-{place + 1}" for place in range(WORKERS)):
            size = ["-c", "1", "-m", "1600m", "-d", str(folder / name)]
            pids[name] = _begun(folder, name, ["spark-class", f"{server}.worker.Worker", *at, *size, master])
        connect = "org.apache.spark.sql.connect.service.SparkConnectServer"
        settings = SETTINGS | {"spark.connect.grpc.binding.port": str(port), "spark.local.dir": str(folder)}
        given = [part for key, value in settings.items() for part in ("--conf", f"{key}={value}")]
        memory = ["--driver-memory", MEMORY["connect"]]
        pids["connect"] = _begun(
            folder,
            "connect",
            ["spark-submit", "--class", connect, "--master", master, *memory, *given, "spark-internal"],
        )
        _wait(port, folder / "connect.log")
    except BaseException:
        _end(pids)
        raise
    cluster = Cluster(port, pids)
    (folder / "cluster.json").write_text(json.dumps(asdict(cluster)), encoding="utf-8")
    return cluster


def down(folder: Path) -> bool:
    """Ends the cluster whose files lie in `folder`; says whether there was one."""
    running = _running(folder)
    (folder / "cluster.json").unlink(missing_ok=True)
    if running:
        _end(running.pids)
    return running is not None


def _begun(folder: Path, name: str, command: list[str]) -> int:
    if (found := importlib.util.find_spec("pyspark")) is None or not found.submodule_search_locations:
        raise BadRequest("pyspark is not installed; `pip install -r requirements-spark.txt` installs it")
    home = Path(next(iter(found.submodule_search_locations)))
    memory = MEMORY.get(name.split("-")[0], "512m")
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": HOST,
        "SPARK_DAEMON_MEMORY": memory,
        "SPARK_LOCAL_DIRS": str(folder),
        "PYSPARK_PYTHON": sys.executable,
    }
    program, *rest = command
    with (folder / f"{name}.log").open("wb") as log:
        started = subprocess.Popen(
            [str(home / "bin" / program), *rest],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            cwd=folder,
        )
    _BEGUN.append(started)
    return started.pid


def _wait(port: int, log: Path) -> None:
    """Until something listens at the port."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection((HOST, port), 1):
            return
        time.sleep(0.3)
    raise BadRequest(f"Spark did not start in {SECONDS:.0f} s; what it said is in {log}")


def _end(pids: dict[str, int]) -> None:
    """Ends the processes, whatever they still do, each with those that it started."""
    for name in reversed(pids):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(pids[name], number)
                _gone(pids[name], 10.0 if number == signal.SIGTERM else 2.0)


def _gone(pid: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and _is_alive(pid):
        for started in _BEGUN:
            if started.pid == pid:
                started.poll()  # a child of ours is there until it is asked after
        time.sleep(0.1)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _running(folder: Path) -> Cluster | None:
    try:
        told = json.loads((folder / "cluster.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    cluster = Cluster(told["port"], told["pids"])
    return cluster if _is_spark(cluster.pids["connect"]) else None


def _is_spark(pid: int) -> bool:
    """Whether the process is a Connect server of ours still: a number may have come again."""
    try:
        return b"SparkConnectServer" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _free() -> int:
    with socket.socket() as server:
        server.bind((HOST, 0))
        return int(server.getsockname()[1])


def main(verb: str, folder: str) -> str:
    """What one command did, as a sentence."""
    place = Path(folder).resolve()
    try:
        if verb == "up":
            cluster = up(place)
            return f"Spark answers at {cluster.address}; its logs are in {place}"
        return "Spark has ended" if down(place) else "no Spark of ours was running"
    except BadRequest as refused:
        sys.exit(str(refused))


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
