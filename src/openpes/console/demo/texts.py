"""Sentences for the adverts of the demo country, in several employers' voices. Invented, in plain words."""

OPENING = {
    "firm": (
        "{about} We are looking for {title_a} who likes to do things properly.",
        "{employer} is growing and needs {title_a}. {about}",
        "Come and work with us as {title_a}. {about}",
        "{about} One of us is leaving for another island, so we need {title_a}.",
        "Wanted: {title_a} in {town}. {about}",
    ),
    "public_body": (
        "{employer} invites applications for the post of {title}. {about}",
        "{about} For our team in {town} we seek {title_a}.",
        "{employer} has {places} to fill: {title}. All residents with the right to work may apply.",
    ),
    "household": (
        "{about} We need help from {title_a}, someone patient and honest.",
        "Good day. {about} We would like to find {title_a} who can come regularly.",
    ),
    "smallholder": (
        "{about} There is too much work for us alone, so we are looking for {title_a}.",
        "Harvest and animals do not wait. {about} We take on {title_a}.",
        "{about} If you like to work outside, come to us as {title_a}.",
    ),
    "association": (
        "{about} We are looking for {title_a} who listens well.",
        "{employer} seeks {title_a}. {about}",
    ),
    "private_agency": (
        "{about} For one of our clients in {town} we are looking for {title_a}.",
        "On behalf of a firm in {town}: {title_a} wanted. {about}",
    ),
    "temporary_agency": (
        "{about} We need {title_a} in and around {town}.",
        "Start soon as {title_a}. {about}",
    ),
}

# What the work is like, by the beginning of the ISCO-08 code; the longest beginning that fits is used.
SETTING = {
    "1": ("You lead a team of eight and answer for the budget.", "You plan the week, settle quarrels and keep an eye on costs."),
    "21": (
        "You check drawings, visit sites and sign for what you have checked.",
        "You work with plans in the office and boots on site.",
    ),
    "22": (
        "You work in a team of nurses, helpers and doctors, on a ward with 24 beds.",
        "Patients of every age come to us; no two days are the same.",
    ),
    "23": (
        "Classes have about 28 pupils.",
        "You have two free hours a day for preparation, and colleagues who share their material.",
    ),
    "24": ("You talk with clients as much as with figures.", "The month end is busy, the middle of the month is calm."),
    "25": (
        "We write tests, review each other's work and release every week.",
        "Two days a week can be worked from home once you know the systems.",
    ),
    "26": (
        "You meet people in hard moments and keep what they tell you to yourself.",
        "Files are well kept, and there is a second person for every difficult case.",
    ),
    "3": (
        "You are the person others ask when something does not work.",
        "You write down what you do, so that the next shift can go on.",
    ),
    "32": ("Our equipment is not new, but well looked after.", "You work closely with nurses and doctors."),
    "33": (
        "About half of the day is spent with clients.",
        "You have your own list of clients and agree targets with us every quarter.",
    ),
    "41": (
        "The office is bright and the paper files are nearly gone.",
        "The telephone rings a lot before ten; after that there is time for files.",
    ),
    "42": ("You are the first face that people see.", "Most questions repeat themselves; patience helps."),
    "43": (
        "Deliveries come at seven and at one; in between you count.",
        "You work with the warehouse on one side and the office on the other.",
    ),
    "44": ("The round is about 12 kilometres, with a bicycle or on foot.",),
    "511": ("Groups of up to fifteen, three tours a day in the season.",),
    "512": (
        "The menu changes with the season and everything is cooked fresh.",
        "Our kitchen is small, hot and cheerful.",
        "Fish comes from the quay, vegetables from next door.",
    ),
    "513": ("Evenings are busy, tips are shared fairly.", "We have 60 seats inside and 30 under the trees."),
    "514": ("Regular customers, appointments by phone, no Sundays.",),
    "515": ("You have the keys of the house and people rely on you.",),
    "52": (
        "You serve, fill the shelves and close the till in turn.",
        "Saturdays are our busiest days; in exchange you are free on Monday.",
        "Deliveries are at six in the morning.",
    ),
    "531": ("Each group has 14 children and two grown-ups.", "Rain or shine, we go outside every day."),
    "532": (
        "You help people with washing, dressing and meals, at their own pace.",
        "You visit six to eight people a day; the way between them is paid.",
    ),
    "541": ("Twelve-hour shifts, four on and four off, always in twos at night.", "The post is heated and has a kitchen."),
    "61": (
        "Work begins at six and stops in the heat.",
        "We grow what the market wants: tomatoes, onions, melons.",
        "You look after soil, water and plants through the whole season.",
    ),
    "62": (
        "The boat leaves at three in the morning when the weather allows.",
        "Catch and weather decide the hours; the share is paid weekly.",
    ),
    "71": (
        "You work from drawings, in a team of four.",
        "The site is in town and a bus stops at the gate.",
        "Tools are provided; bring your own boots.",
    ),
    "72": ("Old engines and new ones: you find the fault and mend it.", "We repair first and replace only when we must."),
    "73": ("Every piece is different, and customers come to watch.",),
    "74": (
        "Half of the jobs are repairs in people's homes, half are new installations.",
        "You drive to the customers in our van, always two of you.",
    ),
    "75": (
        "We cut in the morning and sew or bake in the afternoon.",
        "You work at your own table with good light.",
        "The team starts early and is home by early afternoon.",
    ),
    "81": ("The line runs in two shifts; you change stations every two hours.",),
    "83": (
        "Routes are planned with breaks that are really taken.",
        "You check the vehicle every morning and sign for it.",
        "No trips over two nights away.",
    ),
    "834": ("You operate one machine, and you look after it.", "The yard is level and well lit, and speed is not everything."),
    "91": ("You have your own round and the materials you need.", "The work is physical; lifting aids are there and are used."),
    "92": (
        "Work outdoors, in a group of six, with a midday break in the shade.",
        "Paid by the day or by the month, as you prefer.",
    ),
    "93": ("You lift up to 20 kilos; heavier things go by trolley.", "A new hand is shown everything for a week by an old hand."),
    "94": ("Behind the scenes of a busy kitchen; meals are included.",),
    "95": ("You sell along a fixed route and keep a share of every sale.",),
    "96": ("Early start, early finish, fresh air.", "Gloves, boots and vest are provided."),
}
DUTIES_HEAD = ("What you will do", "Your work", "The work in short", "Day by day you will")
BRING_HEAD = ("What we ask for", "You bring", "This matters to us")
EXPERIENCE = (
    "at least {months} months in this kind of work, paid or unpaid",
    "about {months} months of practice; work at home or for yourself counts",
)
NO_EXPERIENCE = (
    "no experience needed, we show you everything",
    "you can learn it here; what counts is that people can rely on you",
)
OPTIONAL = ("It helps if you can also {skill}.", "A plus: you can {skill}.", "Even better if you {skill}.")
HOURS_LINE = {
    "full_time": ("Full time, {hours} hours a week.", "{hours} hours a week, Monday to Friday with some exceptions."),
    "part_time": (
        "Part time, {hours} hours a week; we agree the days with you.",
        "About {hours} hours a week, mornings preferred.",
    ),
    "either": ("Full or part time, from {hours} hours a week: tell us what suits you.",),
}
PAY_LINE = (
    "We pay {pay}.",
    "Pay: {pay}, on the last working day of the month.",
    "You earn {pay}.",
)
PAY_UNKNOWN = ("Pay as agreed, never below the minimum wage.", "Pay according to experience.", "We talk about pay when we meet.")
SEASON_LINE = ("The season lasts until {month}.", "Work until about {month}; whoever stays to the end gets a week's pay on top.")
TELEWORK_LINE = {
    "partly": ("Two days a week from home are possible.", "Part of the work can be done from home."),
    "fully": ("You may work from anywhere in Solmara with a steady connection.",),
}
CLOSING = {
    "here": ("Apply here; a few honest lines are enough.", "Send your application through the employment service."),
    "phone": ("Ring us between eight and noon: {to}.", "Call {to} and ask for {contact}."),
    "in_person": ("Come by any morning: {to}.", "Come and have a look: {to}. Ask for {contact}."),
    "letter": ("Write to us: {to}.",),
    "link": ("Apply on our own page: {to}",),
}
PRESELECTION = "The employment office makes the first selection. Please apply through your counsellor or here."
CONFIDENTIAL = "The employer's name is told to you before the interview."
INTERNAL = "Only for people who already work for us."

OPENING_AR = (
    "{about} نبحث عن {title} في {town}.",
    "تعلن {employer} عن حاجتها إلى {title}. {about}",
    "{about} نحتاج إلى {title} ينضم إلى فريقنا.",
    "مطلوب {title} للعمل في {town}. {about}",
)
DUTIES_HEAD_AR = ("المهام", "ماذا ستعمل", "العمل باختصار")
BRING_HEAD_AR = ("ما نطلبه", "المطلوب")
EXPERIENCE_AR = ("خبرة لا تقل عن {months} شهراً في عمل مماثل، مدفوعاً كان أو غير مدفوع",)
NO_EXPERIENCE_AR = ("لا تُشترط الخبرة، نعلمك كل شيء", "يمكنك التعلم عندنا؛ المهم أن يعتمد عليك")
OPTIONAL_AR = ("يُفضل أيضاً: {skill}.",)
HOURS_AR = {
    "full_time": ("دوام كامل، {hours} ساعة في الأسبوع.",),
    "part_time": ("دوام جزئي، {hours} ساعة في الأسبوع؛ نتفق معك على الأيام.",),
    "either": ("دوام كامل أو جزئي، ابتداءً من {hours} ساعة في الأسبوع.",),
}
PAY_AR = ("الأجر: {pay}.", "ندفع {pay}.")
PAY_UNKNOWN_AR = ("الأجر حسب الخبرة ولا يقل عن الحد الأدنى.", "نتفق على الأجر عند اللقاء.")
CLOSING_AR = {
    "here": ("تقدم هنا؛ تكفي بضعة أسطر صادقة.",),
    "phone": ("اتصل بنا بين الثامنة والثانية عشرة ظهراً على الرقم {to}.",),
    "in_person": ("تفضل بزيارتنا صباحاً: {to}.",),
    "letter": ("اكتب إلينا: {to}.",),
    "link": ("قدم عبر صفحتنا: {to}",),
}
PERIOD_WORDS = {"hour": "an hour", "day": "a day", "week": "a week", "month": "a month", "year": "a year"}
PERIOD_WORDS_AR = {"hour": "في الساعة", "day": "في اليوم", "week": "في الأسبوع", "month": "في الشهر", "year": "في السنة"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
REQUIREMENT_REASON = {
    "licence": ("The law asks for it in this work.", "You drive or operate our equipment from the first day."),
    "language": ("Clients speak this language with you every day.", "Safety instructions are given in this language."),
    "physical": ("Goods of this weight are lifted many times a day.", "The work is done on foot and on ladders."),
}
LANGUAGE_NAMES = {"en": "English", "ar": "Arabic", "fr": "French", "es": "Spanish", "sw": "Swahili"}


def setting_for(isco: str) -> tuple[str, ...]:
    """The sentences of the longest beginning of the ISCO code that has some."""
    for length in (3, 2, 1):
        if isco[:length] in SETTING:
            return SETTING[isco[:length]]
    return ()
