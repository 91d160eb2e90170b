"""The report's terms for people."""

from django.utils.translation import gettext_lazy as _

SERVICES = {
    "general_information": _("General information"),
    "registration": _("Registration of jobseekers, employers and vacancies"),
    "job_matching": _("Job matching"),
    "lmi": _("Labour market information"),
    "counselling": _("Counselling and case management"),
    "self_assessment": _("Self-assessment tools"),
    "skills_training": _("Access to skills training"),
}
TECHNOLOGIES = {
    "phone": _("telephone"),
    "online": _("online and mobile applications"),
    "social_media": _("social media"),
    "advanced": _("advanced technology"),
}
LEVELS = {
    1: _("1: information only"),
    2: _("2: one request, one response"),
    3: _("3: information is submitted and staff work on it"),
    4: _("4: settled without a visit"),
    5: _("5: offered without being asked for"),
}
GROUPS = {
    "young": _("Young people"),
    "disabilities": _("People with disabilities"),
    "over_50": _("Workers over 50"),
    "single_mothers": _("Single parents"),
    "migrants": _("Migrants, refugees and displaced people"),
    "minorities": _("Minorities and indigenous people"),
}
