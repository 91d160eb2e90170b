"""Settings of a process that a test starts beside itself: the same database and index, given by the environment."""

import json
import os

from openpes.project.settings import *  # noqa: F403
from openpes.project.settings import DATABASES

DATABASES["default"] = DATABASES["default"] | json.loads(os.environ["OPENPES_CHILD_DB"])
OPENPES_INDEX = os.environ["OPENPES_CHILD_INDEX"]
