"""All tasks by name, in the order of the lessons."""

from workbench.seminar import lesson_1, lesson_2, lesson_3
from workbench.seminar.task import Task

TASKS: dict[str, Task] = {
    task.name: task for lesson in (lesson_1, lesson_2, lesson_3) for task in lesson.TASKS
}
