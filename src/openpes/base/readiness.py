"""Is this installation fit to serve? Asked by load balancers, by `./pes up` and by the administrator."""

import datetime as dt
import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from openpes.base import clock
from openpes.base.models import Heartbeat

WORKER = "worker"
SPACE_NEEDED = 100 * 1024 * 1024
OLDEST_HEARTBEAT = dt.timedelta(seconds=60)
# Migrations that were applied stay applied while this process lives: looked up until they are, then never again.
_seen: set[str] = set()


@dataclass(frozen=True)
class Readiness:
    """One answer per thing that must be in order; `ready` when all are."""

    database: bool
    migrations: bool
    disk_space: bool
    worker: bool

    @property
    def ready(self) -> bool:
        return self.database and self.migrations and self.disk_space and self.worker


def look() -> Readiness:
    """Look at everything; never raises for a database that is away."""
    space = _has_space()
    try:
        connection.ensure_connection()
        migrated = _is_migrated()
        return Readiness(database=True, migrations=migrated, disk_space=space, worker=migrated and _worker_is_alive())
    except Error:
        return Readiness(database=False, migrations=False, disk_space=space, worker=False)


def _is_migrated() -> bool:
    if "migrated" in _seen:
        return True
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    _seen.add("migrated")
    return True


def _has_space() -> bool:
    try:
        return shutil.disk_usage(settings.DATA).free >= SPACE_NEEDED
    except OSError:
        return False


def _worker_is_alive() -> bool:
    newest = clock.now() - OLDEST_HEARTBEAT
    return Heartbeat.objects.filter(name=WORKER, at__gte=newest).exists()
