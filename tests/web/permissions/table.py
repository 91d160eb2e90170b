"""Who may open what: every address of the program and every operation of the interface for programs, in one table.

``Row(address, who, about)``: ``who`` are the roles that may open it; everybody else is refused. ``about`` makes the rest of the
address from a side of the world (none: the address is not about one record). Somebody else's record is refused to everybody, unless
``anybodys`` says that such a record is nobody's own, as a public vacancy. ``send`` is a form that gets as far as the record.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from openpes.base.actor import STAFF_ROLES
from openpes.web.design import palette
from web.permissions.world import ROLES, Side

JOBSEEKER, EMPLOYER = ("jobseeker",), ("employer",)
EVERYBODY, NOBODY = ROLES, ()
SIGNED_IN = tuple(role for role in ROLES if role != "visitor")
CLIENTS = ("visitor", "jobseeker", "employer")
CASE_STAFF = ("counsellor", "contact_agent", "manager")
CASE = (*CASE_STAFF, "partner_adviser")
WORKLIST = (*CASE, "employer_liaison")
CHECKS = ("employer_liaison", "counsellor", "manager")
ADMINISTRATOR = ("administrator",)
WATCHERS = ("administrator", "security_officer", "data_protection")
STATISTICS = ("manager", "administrator", "data_protection")

About = Callable[[Side], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    who: Collection[str]
    about: About | None = None
    anybodys: bool = False
    send: About = lambda _side: {}


def by_reference(thing: str, **more: str) -> About:
    return lambda side: {"reference": getattr(side, thing).reference, **more}


def by_id(thing: str, argument: str = "pk") -> About:
    return lambda side: {argument: getattr(side, thing).pk}


def session(**more: str) -> About:
    return lambda side: {"session_id": side.session.pk, **more}


PUBLIC = (
    Row("public:home", EVERYBODY),
    Row("public:vacancies", EVERYBODY),
    Row("public:vacancy", EVERYBODY, by_reference("vacancy"), anybodys=True),
    Row("public:vacancy-print", EVERYBODY, by_reference("vacancy"), anybodys=True),
    Row("public:vacancy-qr", EVERYBODY, by_reference("vacancy"), anybodys=True),
    Row("public:offices", EVERYBODY),
    Row("public:pages", EVERYBODY),
    Row("public:page", EVERYBODY, lambda _side: {"slug": "trial"}, anybodys=True),
    Row("public:robots", EVERYBODY),
    Row("public:sitemap", EVERYBODY),
    Row("public:favicon", EVERYBODY),
    Row("look:language", EVERYBODY),
    Row("look:scheme", EVERYBODY),
    Row("look:country-colours", EVERYBODY, lambda _side: {"mark": palette.of_country().mark}, anybodys=True),
    Row("look:components", EVERYBODY),
    Row("look:components-staff", EVERYBODY),
    Row("health:live", EVERYBODY),
    Row("health:ready", EVERYBODY),
    Row("certificates:verify", EVERYBODY, lambda side: {"code": side.certificate}, anybodys=True),
)
ACCOUNT = (
    Row("account_start", SIGNED_IN),
    Row("choose_role", SIGNED_IN),
    Row("act_as", SIGNED_IN),
    Row("second_factor", SIGNED_IN),
    Row("tokens", SIGNED_IN),
    Row("new_token", SIGNED_IN),
    Row("end_token", ("jobseeker", "employer", *STATISTICS), by_id("token", "token_id")),
)
FILES = (Row("file", ("jobseeker", "employer", *CASE_STAFF, "employer_liaison"), by_id("cv", "file_id")),)
DIALOGUES = (
    Row("dialogues:start", ("jobseeker", *CASE_STAFF, "employer_liaison"), lambda _side: {"name": "placement.profile"}, anybodys=True),
    Row("dialogues:resume", EVERYBODY),
    Row("dialogues:session", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:review", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:receipt", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:later", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:talk", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:take_back", (*CLIENTS, *CASE_STAFF), session()),
    Row("dialogues:stop", (*CLIENTS, *CASE_STAFF), session()),
    Row(
        "dialogues:question", (*CLIENTS, *CASE_STAFF),
        lambda side: {"session_id": side.session.pk, "slot": side.first_slot},
    ),
    Row("dialogues:form", CASE_STAFF, session()),
    Row("dialogues:assist", CASE_STAFF, session()),
    Row("dialogues:same_person", CASE_STAFF, session(), send=lambda side: {"person": str(side.person.pk)}),
)  # fmt: skip
OWN_RECORD = (
    Row("me:home", JOBSEEKER),
    Row("me:profile", JOBSEEKER),
    Row("me:messages", JOBSEEKER),
    Row("me:message", JOBSEEKER, by_id("letter")),
    Row("me:matches", JOBSEEKER),
    Row("me:saved", JOBSEEKER),
    Row("me:save", JOBSEEKER, by_id("vacancy"), anybodys=True),
    Row("me:hide", JOBSEEKER, by_id("vacancy"), anybodys=True),
    Row("me:forget", JOBSEEKER, by_id("vacancy"), anybodys=True),
    Row("me:block", JOBSEEKER, by_id("employer"), anybodys=True),
    Row("me:unblock", JOBSEEKER, by_id("employer"), anybodys=True),
    Row("me:applications", JOBSEEKER),
    Row("me:application", JOBSEEKER, by_reference("application")),
    Row("me:withdraw", JOBSEEKER, by_reference("application")),
    Row("me:proposals", JOBSEEKER),
    Row("me:referrals", JOBSEEKER),
    Row("me:invitations", JOBSEEKER),
    Row("me:answer_referral", JOBSEEKER, by_id("referral")),
    Row("me:answer_invitation", JOBSEEKER, by_id("invitation")),
    Row("me:registration", JOBSEEKER),
    Row("me:certificate", JOBSEEKER),
    Row("me:data", JOBSEEKER),
    Row("me:download", JOBSEEKER, lambda _side: {"kind": "json"}, anybodys=True),
    Row("me:notes", JOBSEEKER),
    Row("me:contacts", JOBSEEKER),
    Row("me:prove_contact", JOBSEEKER, by_id("address")),
    Row("me:send_code", JOBSEEKER, by_id("address")),
    Row("me:prefer_contact", JOBSEEKER, by_id("address")),
    Row("me:end_contact", JOBSEEKER, by_id("address")),
    Row("me:readers", JOBSEEKER),
    Row("me:purposes", JOBSEEKER),
    Row("me:change_purpose", JOBSEEKER, lambda _side: {"code": "matching"}, anybodys=True),
    Row("me:erasure", JOBSEEKER),
    Row("me:correction", JOBSEEKER),
)
FIRM = (
    Row("employer_start", EVERYBODY),
    Row("employer_history", EMPLOYER),
    Row("employer_contact_accept", SIGNED_IN, by_id("contact_invited", "contact_id")),
    Row("employer_firm", EMPLOYER),
    Row("employer_firm_change", EMPLOYER),
    Row("employer_contact_invite", EMPLOYER),
    Row("employer_contact_end", EMPLOYER, by_id("colleague", "contact_id")),
    Row("employer_vacancy", EMPLOYER, by_reference("vacancy")),
    Row("employer_advert", EMPLOYER, by_reference("draft")),
    Row("employer_people", EMPLOYER, by_reference("vacancy")),
    Row(
        "employer_invite", EMPLOYER, lambda side: {"reference": side.vacancy.reference, "token": side.found_token},
    ),
    Row("employer_vacancy_change", EMPLOYER, by_reference("internal")),
    Row("employer_matched_by", EMPLOYER, by_reference("vacancy")),
    Row("employer_vacancy_step", EMPLOYER, by_reference("vacancy", name="pause")),
    Row("employer_application", EMPLOYER, by_reference("application")),
    Row("employer_interview_file", EMPLOYER, by_reference("application")),
    Row("employer_decide", EMPLOYER, by_reference("application", name="shortlist")),
)  # fmt: skip
OFFICE = (
    Row("office:worklist", WORKLIST),
    Row("office:move_task", WORKLIST, by_id("task")),
    Row("office:caseload", CASE),
    Row("office:find", CASE),
    Row("office:register", CASE_STAFF),
    Row("office:file", CASE, by_reference("person")),
    Row("office:note", ("counsellor", "manager", "partner_adviser"), by_reference("person")),
    Row("office:task", CASE, by_reference("person")),
    Row("office:assign", ("counsellor", "manager"), by_reference("person")),
    Row("office:matches", CASE_STAFF, by_reference("person")),
    Row("office:record_placement", CASE_STAFF, by_reference("person")),
    Row("office:conflict", CASE, by_reference("person")),
    Row("office:release_note", ("counsellor", "manager"), by_id("note")),
    Row("office:evidence", CASE_STAFF, by_id("placement")),
    Row("office:referrals", CASE),
    Row(
        "office:answer_referral", CASE_STAFF, by_id("referral"),
        send=lambda side: {f"{str(side.referral.pk)[-6:]}-to": "chase"},
    ),
    Row("office:duplicates", CASE_STAFF),
    Row("office:decide_duplicate", CASE_STAFF, by_id("duplicate")),
    Row("office:undo_merge", CASE_STAFF, by_id("merge")),
    Row("office:vacancies", WORKLIST),
    Row("office:send_vacancy", CASE_STAFF, by_reference("vacancy"), anybodys=True),
    Row("office:checks", CHECKS),
    Row("office:verify_employer", CHECKS, by_id("unverified")),
    Row("office:check_vacancy", CHECKS, by_id("in_review")),
    Row("office:decide_report", CHECKS, by_id("report"), send=lambda _side: {"do": "dismiss", "words": "Seen"}),
    Row("office:coding", CHECKS),
    Row("office:correct_coding", CHECKS, by_id("vacancy"), anybodys=True),  # what a title means is settled for the whole country
)  # fmt: skip
HOUSE = (
    Row("manager:services", STATISTICS),
    Row("manager:export", STATISTICS),
    Row("manager:exports", STATISTICS),
    Row("admin_area:home", (*WATCHERS, "content_editor")),
    Row("admin_area:organisation", ADMINISTRATOR),
    Row("admin_area:new_organisation", ADMINISTRATOR),
    Row("admin_area:change_organisation", ADMINISTRATOR, lambda side: {"code": side.office.code}),
    Row("admin_area:close_organisation", ADMINISTRATOR, lambda side: {"code": side.spare.code}),
    Row("admin_area:staff", ADMINISTRATOR),
    Row("admin_area:new_role", ADMINISTRATOR),
    Row("admin_area:end_role", ADMINISTRATOR, by_id("role")),
    Row("admin_area:imports", ("administrator", "manager")),
    Row("admin_area:import_report", ("administrator", "manager"), by_id("batch"), anybodys=True),
    Row("admin_area:matching", STATISTICS),
    Row("admin_area:new_measure", ADMINISTRATOR),
    Row("admin_area:stop_measure", ADMINISTRATOR),
    Row("admin_area:new_weights", ADMINISTRATOR),
    Row("admin_area:system", WATCHERS),
)
LEADS = ("administrator", "manager")
ASSESSMENT = (
    Row("assessment:overview", LEADS),
    Row("assessment:results", EVERYBODY),
    Row("assessment:results-table", EVERYBODY, lambda _side: {"chapter": 8}, anybodys=True),
    Row("assessment:results-services", EVERYBODY),
    Row("assessment:results-egov", EVERYBODY),
    Row("assessment:results-prose", EVERYBODY),
    Row("assessment:results-errata", EVERYBODY),
    Row("assessment:benchmark", LEADS),
    Row("assessment:benchmark-report", LEADS),
    Row("assessment:benchmark-network", LEADS),
    Row("assessment:results-download", EVERYBODY, lambda _side: {"name": "tables.csv"}, anybodys=True),
)
OFFICERS = tuple(sorted(STAFF_ROLES))
SHEET = by_id("sheet", "sheet_id")
SHEETS = (
    Row("assessment:sheets", OFFICERS),
    Row("assessment:begin_sheet", LEADS),
    Row("assessment:new_agency", LEADS),
    Row("assessment:survey_agency", LEADS, by_id("survey_agency", "agency_id")),
    Row("assessment:sheet", OFFICERS, SHEET),
    Row("assessment:sheet_people", LEADS, SHEET),
    Row("assessment:end_part", LEADS, SHEET),
    Row("assessment:sheet_question", OFFICERS, lambda side: {"sheet_id": side.sheet.pk, "step": "q1_2"}),
    Row("assessment:sheet_remark", OFFICERS, SHEET, send=lambda _side: {"step": "q1_2", "text": "Words"}),
    Row("assessment:sheet_review", OFFICERS, SHEET),
    Row("assessment:sheet_print", OFFICERS, SHEET),
    Row("assessment:move_sheet", LEADS, SHEET, send=lambda _side: {"do": "submit"}),
    Row("assessment:sheet_doubts", OFFICERS, SHEET),
    Row("assessment:sheet_history", OFFICERS, SHEET),
    Row("assessment:sheet_download", OFFICERS, lambda side: {"sheet_id": side.sheet.pk, "form": "long"}),
    Row("assessment:sheet_upload", OFFICERS, SHEET),
    Row("assessment:sheet_take_over", OFFICERS, SHEET),
    Row("assessment:sheet_papers", OFFICERS, SHEET),
    Row("assessment:remove_paper", OFFICERS, SHEET),
)
EVIDENCE = (
    Row("assessment:evidence", LEADS),
    Row("assessment:evidence_item", LEADS, lambda _side: {"item": "q2_3"}, anybodys=True),
    Row("assessment:evidence_to_sheet", LEADS),
    Row("assessment:thresholds", LEADS),
    Row("assessment:matrix", LEADS),
    Row("assessment:matrix_export", LEADS),
)
REGISTERS = (
    Row("assessment:plan", LEADS),
    Row("assessment:gaps", LEADS),
    Row("assessment:plan_rerun", LEADS),
    Row("assessment:plan_weights", LEADS),
    Row("assessment:plan_levels", LEADS, lambda _side: {"item": "q1_2"}, anybodys=True),
    Row("assessment:closing_confirm", LEADS, by_id("closing")),
    Row("assessment:closing_decline", LEADS, by_id("closing")),
    Row("assessment:plan_actions", LEADS),
    Row("assessment:new_action", LEADS),
    Row("assessment:plan_action", LEADS, by_id("plan_action")),
    Row("assessment:change_action", LEADS, by_id("plan_action")),
    Row("assessment:action_budget", LEADS, by_id("plan_action")),
    Row("assessment:remove_budget", LEADS, by_id("budget_line")),
    Row("assessment:strategies", LEADS),
    Row("assessment:new_strategy", LEADS),
    Row("assessment:strategy", LEADS, by_id("strategy")),
    Row("assessment:change_strategy", LEADS, by_id("strategy")),
    Row("assessment:strategy_document", LEADS, by_id("strategy")),
    Row("assessment:strategy_target", LEADS, by_id("strategy")),
    Row("assessment:target_review", LEADS, by_id("target")),
    Row("assessment:registers", LEADS),
    Row("assessment:rank_drivers", LEADS),
    Row("assessment:outlook", LEADS),
    Row("assessment:rate", LEADS),
    Row("assessment:partners", LEADS),
    Row("assessment:new_partner", LEADS),
    Row("assessment:end_partner", LEADS, by_id("social_partner")),
    Row("assessment:new_body", LEADS),
    Row("assessment:body", LEADS, by_id("body")),
    Row("assessment:change_body", LEADS, by_id("body")),
    Row("assessment:give_seats", LEADS, by_id("body")),
    Row("assessment:declare_balanced", LEADS, by_id("body")),
    Row("assessment:end_seats", LEADS, by_id("seats")),
    Row("assessment:consultations", LEADS),
    Row("assessment:new_consultation", LEADS),
    Row("assessment:consultation", LEADS, by_id("consultation")),
    Row("assessment:change_consultation", LEADS, by_id("consultation")),
    Row("assessment:invite_partner", LEADS, by_id("consultation")),
    Row("assessment:link_subject", LEADS, by_id("consultation")),
    Row("assessment:open_consultation", LEADS, by_id("consultation")),
    Row("assessment:close_consultation", LEADS, by_id("consultation")),
    Row("assessment:publish_consultation", LEADS, by_id("consultation")),
    Row("assessment:record_opinion", LEADS, by_id("party")),
    Row("assessment:record_vote", LEADS, by_id("party")),
    Row("assessment:answer_opinion", LEADS, by_id("opinion")),
    Row("assessment:published_consultations", EVERYBODY),
    Row("assessment:published_consultation", EVERYBODY, by_id("published_consultation"), anybodys=True),
)
TRAINING = (
    Row("assessment:my_training", OFFICERS),
    Row("assessment:learned", OFFICERS),
    Row("assessment:take_place", OFFICERS, by_id("course_session")),
    Row("assessment:give_place_back", LEADS, by_id("booking")),  # everybody else only their own, which the booking is not
    Row("assessment:practice", OFFICERS),
    Row("assessment:begin_practice", OFFICERS),
    Row("assessment:end_practice", OFFICERS),
    Row("assessment:practice_person", OFFICERS, lambda _side: {"person": "ada"}, anybodys=True),  # nobody's: made up, in no table
    Row("assessment:practice_done", OFFICERS, lambda _side: {"person": "ada"}, anybodys=True),
    Row("assessment:training_staff", LEADS),
    Row("assessment:learner", LEADS, by_id("colleague_account")),
    Row("assessment:staff_category", LEADS, by_id("colleague_account")),
    Row("assessment:colleague_learned", LEADS, by_id("colleague_account")),
    Row("assessment:courses", LEADS),
    Row("assessment:new_course", LEADS),
    Row("assessment:course", LEADS, by_id("course")),
    Row("assessment:change_course", LEADS, by_id("course")),
    Row("assessment:retire_course", LEADS, by_id("course")),
    Row("assessment:plan_session", LEADS, by_id("course")),
    Row("assessment:add_subject", LEADS),
    Row("assessment:course_session", LEADS, by_id("course_session")),
    Row("assessment:book_colleague", LEADS, by_id("course_session")),
    Row("assessment:cancel_session", LEADS, by_id("course_session")),
    Row("assessment:training_result", LEADS, by_id("booking")),
)
DEMO = (  # only in the demo
    Row("demo_people", NOBODY),
    Row("demo_mailbox", NOBODY),
    Row("demo_second_factor", NOBODY),
)
PAGES = {
    row.address: row
    for row in (
        *PUBLIC, *ACCOUNT, *FILES, *DIALOGUES, *OWN_RECORD, *FIRM, *OFFICE, *HOUSE, *ASSESSMENT, *SHEETS, *EVIDENCE, *REGISTERS,
        *TRAINING, *DEMO,
    )
}  # fmt: skip

SIGN_IN_PAGES = frozenset({
    "account_login", "account_logout", "account_signup", "account_inactive", "account_email_verification_sent",
    "account_reset_password", "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "account_request_login_code", "account_confirm_login_code",
    "mfa_authenticate", "mfa_login_webauthn",
})  # fmt: skip
OWN_ACCOUNT_PAGES = frozenset({
    "account_reauthenticate", "account_email", "account_change_password", "account_set_password", "mfa_index", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn",
    "mfa_edit_webauthn", "usersessions_list",
})  # fmt: skip

ANY_KEY = ("jobseeker", "employer", *STATISTICS)
OPERATIONS = {
    row.address: row
    for row in (
        Row("public.search", EVERYBODY),
        Row("public.feed", EVERYBODY),
        Row("public.one", EVERYBODY, by_reference("vacancy"), anybodys=True),
        Row("lookups.occupations", EVERYBODY, lambda _side: {"?": "q=cook"}, anybodys=True),
        Row("lookups.skills", EVERYBODY, lambda _side: {"?": "q=cook"}, anybodys=True),
        Row("lookups.places", EVERYBODY, lambda _side: {"?": "q=town"}, anybodys=True),
        Row("own.key", ANY_KEY),
        Row("own.me", JOBSEEKER),
        Row("own.profile", JOBSEEKER),
        Row("own.change_profile", JOBSEEKER),
        Row("own.matches", JOBSEEKER),
        Row("own.applications", JOBSEEKER),
        Row("own.send_application", JOBSEEKER),
        Row("own.application", JOBSEEKER, by_reference("application")),
        Row("own.withdraw_application", JOBSEEKER, by_reference("application")),
        Row("own.kept", JOBSEEKER),
        Row("own.keep", JOBSEEKER, by_reference("vacancy"), anybodys=True),
        Row("own.forget", JOBSEEKER, by_reference("vacancy"), anybodys=True),
        Row("own.hide", JOBSEEKER, by_reference("vacancy"), anybodys=True),
        Row("employers.own_vacancies", EMPLOYER),
        Row("employers.draft", EMPLOYER),
        Row("employers.own_vacancy", EMPLOYER, by_reference("draft")),
        Row("employers.change", EMPLOYER, by_reference("vacancy")),
        Row("employers.submit", EMPLOYER, by_reference("draft")),
        Row("employers.pause", EMPLOYER, by_reference("vacancy")),
        Row("employers.resume", EMPLOYER, by_reference("vacancy")),
        Row("employers.extend", EMPLOYER, by_reference("vacancy")),
        Row("employers.close", EMPLOYER, by_reference("internal"), send=lambda _side: {"reason": "withdrawn"}),
        Row("statistics.events", STATISTICS),
        Row("statistics.statistics", STATISTICS),
    )
}
