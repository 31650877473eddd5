"""All tasks by name, in the order of the lessons."""

from workbench.seminar import (
    lesson_1,
    lesson_2,
    lesson_3,
    lesson_4,
    lesson_5,
    lesson_6,
    lesson_7,
)
from workbench.seminar.task import Task

LESSONS = (lesson_1, lesson_2, lesson_3, lesson_4, lesson_5, lesson_6, lesson_7)

TASKS: dict[str, Task] = {task.name: task for lesson in LESSONS for task in lesson.TASKS}
