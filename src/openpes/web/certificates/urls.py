from django.urls import path

from openpes.web.certificates import views

app_name = "certificates"
urlpatterns = [path("<slug:code>/", views.verify, name="verify")]
