// Totals, and the switch of colours with its legend.

function tiles() {
  const last = project.last,
    list = document.getElementById('tiles');
  const tile = (value, text, wide) => el('div', { class: wide ? 'tile wide' : 'tile' }, el('b', null, value), el('span', null, text));
  const saved = rows.reduce((sum, row) => sum + (row.nextLetter === 'c' ? project.next.cost[row.i] : 0), 0);
  list.replaceChildren(
    ...(!last
      ? [tile(rows.length, 'steps'), tile(time(saved), 'the cache saves next time')]
      : [
          tile(rows.length, 'steps'),
          last.total === undefined ? '' : tile(time(last.total), 'the last run took'),
          tile(time(last.work), 'sum of its steps'),
          tile(time(last.saved), 'saved by the cache'),
          last.critical.length ? tile(time(last.critical.reduce((sum, i) => sum + rows[i].seconds, 0)), 'critical path, ' + plural(last.critical.length, 'step')) : '',
          last.parallelism ? tile(last.parallelism, 'steps at once, at most') : '',
          last.commit ? tile(last.commit.slice(0, 8) + (last.dirty ? ' + changes' : ''), 'commit') : '',
          last.branch ? tile(last.branch, 'branch') : '',
          last.cancelled ? tile('cancelled', 'the last run') : '',
          last.overrides ? tile(last.overrides.join('\n'), 'set from outside', true) : '',
        ].filter(Boolean)),
  );
}

function colourSwitch() {
  const choice = (value, text) =>
    el(
      'label',
      null,
      el('input', {
        type: 'radio',
        name: 'colour',
        value,
        checked: state.colour === value,
        disabled: value === 'last' && !project.last,
        onchange: () => {
          state.colour = value;
          state.only = null;
          update();
        },
      }),
      ' ',
      text,
    );
  const present = {};
  for (const row of rows) if (word(row)) present[word(row)] = (present[word(row)] || 0) + 1;
  const keys = Object.entries(present).map(([text, count]) =>
    el(
      'button',
      {
        class: 'key ' + classOf(text),
        type: 'button',
        'aria-pressed': String(state.only === text),
        title: 'show only these in the table',
        onclick: () => {
          state.only = state.only === text ? null : text;
          state.page = 0;
          update();
        },
      },
      count + ' ' + text,
    ),
  );
  parts.switch.replaceChildren(
    el('fieldset', null, el('legend', null, 'Colours show'), choice('last', 'the last run'), choice('next', 'the next build')),
    el('div', { class: 'bar', role: 'group', 'aria-label': 'Legend' }, ...keys),
  );
}
