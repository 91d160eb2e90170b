from django.urls import path

from openpes.web.admin import import_views, matching_views, views

app_name = "admin_area"
urlpatterns = [
    path("", views.home, name="home"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/new/", views.new_organisation, name="new_organisation"),
    path("organisation/<slug:code>/", views.change_organisation, name="change_organisation"),
    path("organisation/<slug:code>/close/", views.close_organisation, name="close_organisation"),
    path("staff/", views.staff, name="staff"),
    path("staff/new/", views.new_role, name="new_role"),
    path("staff/roles/<uuid:pk>/end/", views.end_role, name="end_role"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/<uuid:pk>/report.csv", import_views.import_report, name="import_report"),
    path("matching/", matching_views.matching, name="matching"),
    path("matching/measure/", matching_views.new_measure, name="new_measure"),
    path("matching/measure/stop/", matching_views.stop_measure, name="stop_measure"),
    path("matching/weights/", matching_views.new_weights, name="new_weights"),
    path("system/", views.system, name="system"),
]
