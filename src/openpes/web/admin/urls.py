from django.urls import path

from openpes.web.admin import import_views, views

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
    path("system/", views.system, name="system"),
]
