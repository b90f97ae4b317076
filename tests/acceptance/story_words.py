"""What people type and read on the page in a language, where a story is told there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The texts of one language, in the order of the stories."""

    plus_one_day: str
    submit: str
    set_board: str
    board_is_set: str
    on_board_in_this_language: str | None
    create: str
    publishes: str
    published: str
    topic: str
    book: str
    you_booked: str
    join: str
    is_booked: str
    feedback_wanted: str
    leave_feedback: str
    feedback_form: str
    score: str
    what_went_well: str
    feedback: str
    thanks: str
    feedback_received: str
    score_received: str
    accept: str
    you_accepted: str
    you_earned: str
    points: str
    reward: str
    balance: str
    picker: str
    role: str
    menus: tuple[str, str, str]
    calendar: str
    next_step: str
    details: str
    topic_field: str
    preview: str
    publish: str
    is_live: str
    feedback_command: str
    language: str
    topics: tuple[str, str]
    steps: tuple[str, str, str]
    progress: str
    progress_title: str
    progress_picture: str


ENGLISH = Words(
    plus_one_day="+1 day",
    submit="Submit",
    set_board="/settings board channel:inter",
    board_is_set="Cards now go to",
    on_board_in_this_language=None,
    create="/interview create",
    publishes="role:interviewer when:tomorrow 18:00 UTC topic:Python backend link:",
    published="Your interview is live: #1",
    topic="Python backend",
    book="Book",
    you_booked="You booked #1",
    join="Join",
    is_booked="Interview #1 with",
    feedback_wanted="How was interview #1",
    leave_feedback="Leave feedback",
    feedback_form="Feedback on interview #1",
    score="4: good",
    what_went_well="What went well, and what to work on",
    feedback="Calm and clear explanations. Practice estimating complexity out loud.",
    thanks="Thanks, your feedback on #1",
    feedback_received="left you feedback on interview #1",
    score_received="4 out of 5",
    accept="Accept",
    you_accepted="You accepted the feedback on #1",
    you_earned="You earned 1 point",
    points="/points",
    reward="reward",
    balance="7 points",
    picker="A new mock interview",
    role="I'll interview",
    menus=("Day", "Hour", "Minute"),
    calendar="Calendar from",
    next_step="Continue",
    details="Interview details",
    topic_field="Topic, such as: Python backend",
    preview="This is how the card will look",
    publish="Publish",
    is_live="Your interview is live: #",
    feedback_command="/feedback interview:",
    language="en",
    topics=("Python", "SQL"),
    steps=(
        "Say the complexity aloud before you write the loop.",
        "Name two edge cases before the first line of code.",
        "Solve two problems on sliding windows this week, and time yourself.",
    ),
    progress="/progress",
    progress_title="Your progress",
    progress_picture="A picture of",
)
RUSSIAN = Words(
    plus_one_day="+1 день",
    submit="Отправить",
    set_board="/настройки доска канал:inter",
    board_is_set="Теперь карточки появляются",
    on_board_in_this_language="Перевести доску на русский",
    create="/собеседование создать",
    publishes="роль:interviewer когда:завтра 18:00 UTC тема:Python, бэкенд ссылка:",
    published="Опубликовано: собеседование #1",
    topic="Python, бэкенд",
    book="Записаться",
    you_booked="Вы записаны на #1",
    join="Подключиться",
    is_booked="Собеседование #1 с",
    feedback_wanted="Как прошло собеседование #1",
    leave_feedback="Оставить отзыв",
    feedback_form="Отзыв о собеседовании #1",
    score="4: хорошо",
    what_went_well="Что было хорошо, над чем поработать",
    feedback="Спокойные и понятные объяснения. Потренируйтесь оценивать сложность вслух.",
    thanks="Спасибо, ваш отзыв о #1",
    feedback_received="Новый отзыв от",
    score_received="4 из 5",
    accept="Принять",
    you_accepted="Вы приняли отзыв о #1",
    you_earned="Вы получили 1 балл",
    points="/баллы",
    reward="награда",
    balance="7 баллов",
    picker="Новое мок-собеседование",
    role="Я интервьюер",
    menus=("День", "Час", "Минута"),
    calendar="Календарь:",
    next_step="Продолжить",
    details="Подробности собеседования",
    topic_field="Тема, например: Python, бэкенд",
    preview="Так будет выглядеть карточка",
    publish="Опубликовать",
    is_live="Опубликовано: собеседование #",
    feedback_command="/отзыв собеседование:",
    language="ru",
    topics=("Python", "SQL"),
    steps=(
        "Назвать сложность вслух, прежде чем писать цикл.",
        "Назвать два крайних случая до первой строки кода.",
        "Решить на этой неделе две задачи на скользящее окно, засекая время.",
    ),
    progress="/прогресс",
    progress_title="Ваш прогресс",
    progress_picture="Рисунок",
)
