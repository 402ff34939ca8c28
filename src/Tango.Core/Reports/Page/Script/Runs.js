// Totals of runs, and of other projects of the same build.

function runTable(title, id, runs, first, nameOf) {
  return section(
    id,
    title,
    el(
      'div',
      { class: 'scroll' },
      el(
        'table',
        null,
        el(
          'thead',
          null,
          el(
            'tr',
            null,
            [first, 'steps'].map(text => el('th', { scope: 'col' }, text)),
            ['total', 'of steps', 'saved'].map(text => el('th', { scope: 'col', class: 'number' }, text)),
            el('th', { scope: 'col', class: 'wide-only' }, 'commit'),
          ),
        ),
        el(
          'tbody',
          null,
          runs.map(run =>
            el(
              'tr',
              null,
              el('th', { scope: 'row' }, nameOf(run)),
              el('td', null, counts(run.counts, lastWords) + (run.cancelled ? ', cancelled' : '')),
              [run.total, run.work, run.saved].map(value => el('td', { class: 'number' }, value === undefined ? '' : time(value))),
              el(
                'td',
                { class: 'wide-only words' },
                [run.commit ? run.commit.slice(0, 8) + (run.dirty ? ' + changes' : '') : '', run.branch, ...(run.overrides || [])].filter(Boolean).join(', '),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
// Where the page has the project itself, its row leads there.
const at = run => data.projects.find(one => one !== project && one.key === run.state);
const solution = () =>
  project.siblings.length
    ? runTable('Other projects of the same build', 'build', [Object.assign({ self: true, name: project.name }, project.last), ...project.siblings], 'project', run =>
        at(run) ? el('button', { type: 'button', onclick: () => show(at(run)) }, run.name) : run.page ? el('a', { href: run.page, title: run.state }, run.name) : run.self ? run.name + ' (this page)' : el('span', { title: run.state }, run.name),
      )
    : null;
const history = () =>
  project.runs && project.runs.length > 1 ? runTable('The last ' + project.runs.length + ' runs', 'runs', project.runs, 'ended', run => run.ended) : null;
