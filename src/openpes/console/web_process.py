"""The WSGI application as the server's processes load it: it ends with the server that started it."""

from openpes.console.lifeline import end_with_parent
from openpes.project.wsgi import application

# The server is told by the system when we end; we must notice by ourselves when it does.
end_with_parent(grace=0)

__all__ = ["application"]
