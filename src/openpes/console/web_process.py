"""The application as the web server's processes load it: Django behind the doorkeeper."""

from django.core.wsgi import get_wsgi_application

from openpes.console.doorkeeper import Doorkeeper
from openpes.console.lifeline import end_with_parent
from openpes.matching.engine.prepared import warm_in_background

application = Doorkeeper(get_wsgi_application())
# The first match must not wait for the compiler; until the kernel is there, numpy gives the same answers.
warm_in_background()
# The server is told by the system when we end; we must notice by ourselves when it does.
end_with_parent(grace=0)
