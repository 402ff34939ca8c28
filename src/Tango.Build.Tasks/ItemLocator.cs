using System.IO.Enumeration;
using System.Xml;
using System.Xml.Linq;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>
/// Finds where in a project file a step or one of its arguments is written, by reading the file again: MSBuild does not tell
/// tasks. Only used when there is something to report. Items made by targets or by globs may not be found.
/// </summary>
internal sealed class ItemLocator
{
    private readonly Dictionary<string, StepElement[]> _stepsByFile = new(StringComparer.Ordinal);

    /// <summary>Finds what a diagnostic is about.</summary>
    /// <param name="subject">Its subject.</param>
    /// <returns>The argument's place if it is written, else the item's, else <see cref="Place.Unknown"/>.</returns>
    public Place Locate(DiagnosticSubject subject)
    {
        if (subject.File is null || subject.Step is null)
            return Place.Unknown;

        var steps = StepsOf(subject.File);
        var argument = subject.Argument is null ? null : FindArgument(steps, subject);
        return argument ?? FindDeclaration(steps, subject)?.Place ?? Place.Unknown;
    }

    private static Place? FindArgument(StepElement[] steps, DiagnosticSubject subject)
    {
        var declaration = FindDeclaration(steps, subject);
        if (declaration?.PlaceOf(subject.Argument!) is { } place)
            return place;

        // A later <TangoStep Update="…"> may have given it.
        return steps
            .Where(step => step.IsUpdate && step.Matches(subject.Step!))
            .Select(step => step.PlaceOf(subject.Argument!))
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
            // The file was there a moment ago, or is not one of XML: the diagnostic is worth more than its line.
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

        /// <summary>Whether it changes steps that another element declares.</summary>
        public bool IsUpdate { get; }

        public Place Place => PlaceOf(_element);

        public bool Matches(string step) => CountOf(step) > 0 || MayBe(step);

        /// <summary>How often it declares a step of this name.</summary>
        public int CountOf(string step) =>
            _names.Count(name => Escaping.Unescape(name).Equals(step, StringComparison.OrdinalIgnoreCase));

        /// <summary>Whether an expression or a glob in it may have become this name.</summary>
        public bool MayBe(string step) =>
            _names.Any(name => IncludePattern.Of(name) is { } pattern && FileSystemName.MatchesSimpleExpression(pattern, step));

        public Place? PlaceOf(string argument)
        {
            if (Attribute(argument) is { } attribute)
                return PlaceOf((IXmlLineInfo)attribute, 0);

            var child = _element.Elements().FirstOrDefault(element =>
                element.Name.LocalName.Equals(argument, StringComparison.OrdinalIgnoreCase));
            return child is null ? null : PlaceOf(child);
        }

        private XAttribute? Attribute(string name) =>
            _element.Attributes().FirstOrDefault(attribute =>
                attribute.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase));

        // The reader gives the place of an element's name; the element begins with the bracket before it.
        private static Place PlaceOf(XElement element) => PlaceOf(element, 1);

        private static Place PlaceOf(IXmlLineInfo info, int before) =>
            info.HasLineInfo() ? new Place(info.LineNumber, info.LinePosition - before) : Place.Unknown;
    }
}
