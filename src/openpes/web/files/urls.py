from django.urls import path

from openpes.web.files import views

urlpatterns = [path("<uuid:file_id>/", views.download, name="file")]
