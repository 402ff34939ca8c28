using System.IO.Enumeration;
using System.Xml;
using System.Xml.Linq;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>
/// Finds the position of a step or one of its arguments in a project file, by reading the file again, because MSBuild does not pass positions to tasks. Used only if there is
/// something to report. Items of targets or globs may not be found.
/// </summary>
internal sealed class ItemLocator
{
    private readonly Dictionary<string, StepElements> _stepsByFile = new(StringComparer.Ordinal);

    /// <summary>Finds the position of a diagnostic's subject.</summary>
    /// <returns>The argument's position if it is found, else the item's, else <see cref="SourcePosition.Unknown"/>.</returns>
    public SourcePosition Locate(DiagnosticSubject subject)
    {
        if (subject.File is null || subject.Step is null)
            return SourcePosition.Unknown;

        var steps = StepsOf(subject.File);
        var argument = subject.Argument is null ? null : FindArgument(steps, subject);
        return argument ?? FindDeclaration(steps, subject)?.Position ?? SourcePosition.Unknown;
    }

    private static SourcePosition? FindArgument(StepElements steps, DiagnosticSubject subject)
    {
        var declaration = FindDeclaration(steps, subject);
        if (declaration?.PositionOf(subject.Argument!) is { } place)
            return place;

        // A later <TangoStep Update="…"> may have set it.
        return steps.Updates
            .Where(step => step.Matches(subject.Step!))
            .Select(step => step.PositionOf(subject.Argument!))
            .LastOrDefault(found => found is not null);
    }

    private static StepElement? FindDeclaration(StepElements steps, DiagnosticSubject subject)
    {
        if (steps.ByName.TryGetValue(subject.Step!, out var exact))
            return exact[Math.Min(subject.Occurrence, exact.Count - 1)];

        var possible = steps.WithPatterns.Where(step => step.MayBe(subject.Step!)).Take(2).ToArray();
        return possible.Length == 1 ? possible[0] : null;
    }

    private StepElements StepsOf(string file)
    {
        if (!_stepsByFile.TryGetValue(file, out var steps))
            _stepsByFile[file] = steps = Read(file);

        return steps;
    }

    private static StepElements Read(string file)
    {
        try
        {
            return new([.. XDocument.Load(file, LoadOptions.SetLineInfo)
                .Descendants()
                .Where(element => element.Name.LocalName.Equals(Names.Items.TangoStep, StringComparison.OrdinalIgnoreCase))
                .Select(element => new StepElement(element))]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            // The file cannot be read, or is not XML: a diagnostic without its line is better than none.
            return new([]);
        }
    }

    /// <summary>The elements of a file. Tools ask for the places of all steps, so each is looked up.</summary>
    private sealed class StepElements
    {
        public StepElements(StepElement[] steps)
        {
            Updates = [.. steps.Where(step => step.IsUpdate)];
            var declarations = steps.Where(step => !step.IsUpdate).ToList();
            WithPatterns = [.. declarations.Where(step => step.HasPatterns)];
            foreach (var (step, name) in declarations.SelectMany(step => step.DeclaredNames, (step, name) => (step, name)))
            {
                if (!ByName.TryGetValue(name, out var sameName))
                    ByName[name] = sameName = [];

                sameName.Add(step);
            }
        }

        public StepElement[] Updates { get; }

        public StepElement[] WithPatterns { get; }

        /// <summary>The elements that declare a step of a name, one as often as it does.</summary>
        public Dictionary<string, List<StepElement>> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>One <c>TangoStep</c> element.</summary>
    private sealed class StepElement
    {
        private readonly XElement _element;
        private readonly string[] _patterns;

        public StepElement(XElement element)
        {
            _element = element;
            var include = Attribute(Names.Xml.Include);
            IsUpdate = include is null;
            var names = (include ?? Attribute(Names.Xml.Update))?.Value
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
            DeclaredNames = [.. names.Select(Escaping.Unescape)];
            _patterns = [.. names.Select(IncludePattern.From).OfType<string>()];
        }

        /// <summary>The names as written, without escapes.</summary>
        public string[] DeclaredNames { get; }

        /// <summary>Whether it has an expression or a glob.</summary>
        public bool HasPatterns => _patterns.Length > 0;

        /// <summary>Whether it updates steps that another element declares.</summary>
        public bool IsUpdate { get; }

        public SourcePosition Position => PositionOf(_element);

        public bool Matches(string step) => DeclaredNames.Contains(step, StringComparer.OrdinalIgnoreCase) || MayBe(step);

        /// <summary>Whether an expression or a glob in it may evaluate to this name.</summary>
        public bool MayBe(string step) =>
            _patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, step));

        public SourcePosition? PositionOf(string argument)
        {
            if (Attribute(argument) is { } attribute)
                return PositionOf((IXmlLineInfo)attribute, 0);

            var child = _element.Elements().FirstOrDefault(element =>
                element.Name.LocalName.Equals(argument, StringComparison.OrdinalIgnoreCase));
            return child is null ? null : PositionOf(child);
        }

        private XAttribute? Attribute(string name) =>
            _element.Attributes().FirstOrDefault(attribute =>
                attribute.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

        // The reader returns the position of an element's name; the element starts at the bracket before it.
        private static SourcePosition PositionOf(XElement element) => PositionOf(element, 1);

        private static SourcePosition PositionOf(IXmlLineInfo info, int before) =>
            info.HasLineInfo() ? new SourcePosition(info.LineNumber, info.LinePosition - before) : SourcePosition.Unknown;
    }
}
