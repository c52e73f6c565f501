"""An Airflow DAG: adds a night's articles to the tables, verifies them, and compacts them on Sundays.

Written for Airflow 2.9 and later. Set NEWS and TABLES; quoth must be on the workers' PATH.
"""

from __future__ import annotations

import datetime

from airflow import DAG
from airflow.operators.bash import BashOperator

NEWS = "/srv/news"
TABLES = "/srv/tables/news"

# quoth ends with 3 when it is done and has set articles aside: no reason to fail, or to try again.
RUN = f"""
quoth run {NEWS} --out {TABLES} --append --resume --wait 10m --log-format json --run-id "{{{{ run_id }}}}" || status=$?
[ "${{status:-0}}" -eq 0 ] || [ "$status" -eq 3 ] || exit "$status"
"""

# 99 is the status that BashOperator takes for "skip".
COMPACT = f"""
[ "{{{{ data_interval_end.weekday() }}}}" -eq 6 ] || exit 99
quoth compact {TABLES} --wait 10m --log-format json
"""

with DAG(
    dag_id="quoth",
    description="Who said what in the articles that arrived",
    schedule="30 2 * * *",
    start_date=datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 2,
        "retry_delay": datetime.timedelta(minutes=10),
        "execution_timeout": datetime.timedelta(hours=6),
    },
    tags=["news"],
) as dag:
    run = BashOperator(task_id="run", bash_command=RUN)
    verify = BashOperator(task_id="verify", bash_command=f"quoth verify {TABLES}")
    compact = BashOperator(task_id="compact", bash_command=COMPACT, skip_on_exit_code=99)
    run >> verify >> compact
