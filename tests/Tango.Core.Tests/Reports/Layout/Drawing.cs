using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tango.Core.Tests.Reports.Layout;

/// <summary>The boxes and arrows of a drawing in SVG, from whoever drew it.</summary>
internal sealed partial class Drawing
{
    private const int Samples = 16;

    private readonly List<(string Name, double Left, double Top, double Right, double Bottom)> _boxes;
    private readonly List<List<(double X, double Y)>> _arrows;

    private Drawing(XElement svg)
    {
        _boxes = [.. svg.Descendants().Where(element => element.Name.LocalName == "rect").Select(Box)];
        _arrows = [.. svg.Elements().Where(element => element.Name.LocalName == "path").Select(path => Points(path.Attribute("d")!.Value))];
    }

    public int BoxCount => _boxes.Count;

    public int ArrowCount => _arrows.Count;

    public static Drawing Parse(string svg) => new(XElement.Parse(svg));

    /// <summary>The arrows that run through a box, and boxes over others; empty if all is well.</summary>
    public IEnumerable<string> Faults() =>
        _arrows.SelectMany(arrow => _boxes.Where(box => arrow.Any(point => IsInside(point, box))).Select(box => $"an arrow runs through '{box.Name}'"))
            .Concat(_boxes.SelectMany((box, index) => _boxes.Skip(index + 1).Where(other => AreOver(box, other)).Select(other => $"'{box.Name}' is over '{other.Name}'")))
            .Concat(_arrows.Where(arrow => !BeginsSomewhere(arrow)).Select(arrow => $"an arrow begins nowhere, at {arrow[0]}"));

    // At the right edge of a box, or at a bend of another arrow.
    private bool BeginsSomewhere(List<(double X, double Y)> arrow) =>
        _boxes.Any(box => Math.Abs(box.Right - arrow[0].X) < 0.2 && Math.Abs((box.Top + box.Bottom) / 2 - arrow[0].Y) < 0.2)
        || _arrows.Any(other => other != arrow && other.Skip(1).Any(point => Math.Abs(point.X - arrow[0].X) < 0.2 && Math.Abs(point.Y - arrow[0].Y) < 0.2));

    private static bool IsInside((double X, double Y) point, (string Name, double Left, double Top, double Right, double Bottom) box) =>
        point.X > box.Left + 0.5 && point.X < box.Right - 0.5 && point.Y > box.Top + 0.5 && point.Y < box.Bottom - 0.5;

    private static bool AreOver((string Name, double Left, double Top, double Right, double Bottom) one, (string Name, double Left, double Top, double Right, double Bottom) other) =>
        one.Left < other.Right && other.Left < one.Right && one.Top < other.Bottom && other.Top < one.Bottom;

    private static (string Name, double Left, double Top, double Right, double Bottom) Box(XElement rect)
    {
        var (x, y, width, height) = (Number(rect, "x"), Number(rect, "y"), Number(rect, "width"), Number(rect, "height"));
        return (rect.Parent!.Elements().First(element => element.Name.LocalName == "text").Value, x, y, x + width, y + height);
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static List<(double X, double Y)> Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (Match part in Parts().Matches(path))
        {
            var numbers = part.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
            switch (part.Groups[1].Value)
            {
                case "M": points.Add((numbers[0], numbers[1])); break;
                case "C": points.AddRange(Curve(points[^1], numbers)); break;
                case "H": points.AddRange(Line(points[^1], numbers[0])); break;
                default: throw new InvalidDataException(path);
            }
        }

        return points;
    }

    private static IEnumerable<(double X, double Y)> Curve((double X, double Y) start, double[] c) =>
        from sample in Enumerable.Range(1, Samples)
        let t = sample / (double)Samples
        let u = 1 - t
        select (u * u * u * start.X + 3 * u * u * t * c[0] + 3 * u * t * t * c[2] + t * t * t * c[4], u * u * u * start.Y + 3 * u * u * t * c[1] + 3 * u * t * t * c[3] + t * t * t * c[5]);

    private static IEnumerable<(double X, double Y)> Line((double X, double Y) start, double end) =>
        Enumerable.Range(1, Samples).Select(sample => (start.X + (end - start.X) * sample / Samples, start.Y));

    [GeneratedRegex("([A-Z])([^A-Z]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
