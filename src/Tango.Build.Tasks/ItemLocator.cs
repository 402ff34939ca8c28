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
    private readonly Dictionary<string, StepElement[]> _stepsByFile = new(StringComparer.Ordinal);

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

    private static SourcePosition? FindArgument(StepElement[] steps, DiagnosticSubject subject)
    {
        var declaration = FindDeclaration(steps, subject);
        if (declaration?.PositionOf(subject.Argument!) is { } place)
            return place;

        // A later <TangoStep Update="…"> may have set it.
        return steps
            .Where(step => step.IsUpdate && step.Matches(subject.Step!))
            .Select(step => step.PositionOf(subject.Argument!))
            .LastOrDefault(found => found is not null);
    }

    private static StepElement? FindDeclaration(StepElement[] steps, DiagnosticSubject subject)
    {
        var exact = steps.Where(step => !step.IsUpdate).SelectMany(step => Enumerable.Repeat(step, step.CountOf(subject.Step!))).ToArray();
        if (exact.Length > 0)
            return exact[Math.Min(subject.Occurrence, exact.Length - 1)];

        var possible = steps.Where(step => !step.IsUpdate && step.MayBe(subject.Step!)).ToArray();
        return possible.Length == 1 ? possible[0] : null;
    }

    private StepElement[] StepsOf(string file)
    {
        if (!_stepsByFile.TryGetValue(file, out var steps))
            _stepsByFile[file] = steps = Read(file);

        return steps;
    }

    private static StepElement[] Read(string file)
    {
        try
        {
            return [.. XDocument.Load(file, LoadOptions.SetLineInfo)
                .Descendants()
                .Where(element => element.Name.LocalName.Equals(Names.Items.TangoStep, StringComparison.OrdinalIgnoreCase))
                .Select(element => new StepElement(element))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            // The file cannot be read, or is not XML: a diagnostic without its line is better than none.
            return [];
        }
    }

    /// <summary>One <c>TangoStep</c> element.</summary>
    private sealed class StepElement
    {
        private readonly XElement _element;
        private readonly string[] _names;

        public StepElement(XElement element)
        {
            _element = element;
            var include = Attribute(Names.Xml.Include);
            IsUpdate = include is null;
            _names = (include ?? Attribute(Names.Xml.Update))?.Value
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        }

        /// <summary>Whether it updates steps that another element declares.</summary>
        public bool IsUpdate { get; }

        public SourcePosition Position => PositionOf(_element);

        public bool Matches(string step) => CountOf(step) > 0 || MayBe(step);

        /// <summary>How often it declares a step with this name.</summary>
        public int CountOf(string step) =>
            _names.Count(name => Escaping.Unescape(name).Equals(step, StringComparison.OrdinalIgnoreCase));

        /// <summary>Whether an expression or a glob in it may evaluate to this name.</summary>
        public bool MayBe(string step) =>
            _names.Any(name => IncludePattern.From(name) is { } pattern && FileSystemName.MatchesSimpleExpression(pattern, step));

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
