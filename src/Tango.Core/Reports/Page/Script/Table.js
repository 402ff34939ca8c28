// The table of the steps, a page at a time.

function table() {
  const found = filtered(),
    pages = Math.max(1, Math.ceil(found.length / pageRows));
  if (state.reveal !== null) state.page = Math.max(0, Math.floor(found.findIndex(row => row.i === state.reveal) / pageRows));
  state.page = Math.min(state.page, pages - 1);
  const shown = state.all ? found : found.slice(state.page * pageRows, (state.page + 1) * pageRows);
  const columns = shownColumns(),
    cells = columns.slice(1);
  const head = columns.map(column =>
    el(
      'th',
      { scope: 'col', class: column.css, 'aria-sort': state.sort === column.key ? (state.direction > 0 ? 'ascending' : 'descending') : 'none' },
      el(
        'button',
        {
          type: 'button',
          onclick: () => {
            state.direction = state.sort === column.key ? -state.direction : 1;
            state.sort = column.key;
            table();
            parts.head.querySelectorAll('button')[columns.indexOf(column)].focus();
          },
        },
        column.title,
        state.sort === column.key ? (state.direction > 0 ? ' ↓' : ' ↑') : '',
      ),
    ),
  );
  parts.head = el('tr', null, head);
  parts.table.replaceChildren(
    el(
      'caption',
      null,
      found.length === rows.length
        ? plural(rows.length, 'step')
        : found.length + ' of ' + plural(rows.length, 'step') + (state.membersOf ? ' in ' + state.membersOf : ''),
    ),
    el('thead', null, parts.head),
    el(
      'tbody',
      null,
      shown.map(row => (state.open.has(row.i) ? [tableRow(row, cells), details(row)] : tableRow(row, cells))),
    ),
  );
  const turn = (text, page) =>
    el(
      'button',
      {
        type: 'button',
        disabled: page < 0 || page >= pages,
        onclick: () => {
          state.page = page;
          table();
        },
      },
      text,
    );
  parts.pager.replaceChildren(
    ...(pages > 1 && !state.all
      ? [turn('‹ previous', state.page - 1), el('span', { class: 'note' }, 'page ' + (state.page + 1) + ' of ' + pages), turn('next ›', state.page + 1)]
      : []),
  );
  parts.clear.hidden = !(state.filter || state.only || state.members);
  if (state.reveal === null) return;
  const target = document.getElementById('step-' + state.reveal);
  state.reveal = null;
  if (target) {
    target.scrollIntoView({ block: 'start' });
    target.querySelector('button').focus({ preventScroll: true });
  }
}

function tableRow(row, columns) {
  const isOpen = state.open.has(row.i);
  const took = row.seconds
    ? time(row.seconds)
    : (row.lastLetter === 'c' && row.cost) || (row.nextLetter === 'c' && row.cost)
      ? el('span', { class: 'saved', title: 'what the run took that computed the result' }, 'once ' + time(row.cost))
      : '';
  const words = row.error
    ? el('span', { class: 'errortext' }, (row.code ? row.code + ': ' : '') + firstLine(row.error))
    : [row.reason, row.summary].filter(Boolean).join(' · ');
  const cells = {
    type: row.shortType,
    last: mark(row.last),
    time: took,
    cpu: row.cpu >= 0 ? time(row.cpu) : '',
    peak: row.peak >= 0 ? size(row.peak) : '',
    size: row.size >= 0 ? size(row.size) : '',
    words,
    next: mark(row.next),
    why: row.why,
  };
  const toggle = () => {
    if (isOpen) state.open.delete(row.i);
    else state.open.add(row.i);
    table();
    const button = document.querySelector('#step-' + row.i + ' button');
    if (button) button.focus();
  };
  return el(
    'tr',
    { id: 'step-' + row.i, class: isOpen ? 'chosen' : null },
    el('th', { scope: 'row' }, el('button', { type: 'button', 'aria-expanded': String(isOpen), onclick: toggle, onkeydown: moveFocus }, row.name)),
    columns.map(column =>
      el('td', { class: [column.css, column.key === 'words' || column.key === 'why' ? 'words' : ''].filter(Boolean).join(' ') || null }, cells[column.key]),
    ),
  );
}
const firstLine = text => {
  const line = text.split('\n')[0];
  return line.length > 300 ? line.slice(0, 300) + '…' : line;
};
function moveFocus(event) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...parts.table.querySelectorAll('tbody th button')],
    next = buttons[buttons.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
