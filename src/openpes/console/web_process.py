"""The WSGI application as the server's processes load it: it ends with the server that started it."""

from django.core.wsgi import get_wsgi_application

from openpes.console.lifeline import end_with_parent

application = get_wsgi_application()
# The server is told by the system when we end; we must notice by ourselves when it does.
end_with_parent(grace=0)
