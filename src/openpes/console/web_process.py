"""The application as the web server's processes load it: Django behind the doorkeeper."""

from importlib import import_module

from django.core.wsgi import get_wsgi_application

from openpes.console.doorkeeper import Doorkeeper
from openpes.console.lifeline import end_with_parent

application = Doorkeeper(get_wsgi_application())
# The compiled scan of matching loads beside the first requests, which plain numpy answers meanwhile.
import_module("openpes.matching.index.best").warm()
# The server is told by the system when we end; we must notice by ourselves when it does.
end_with_parent(grace=0)
