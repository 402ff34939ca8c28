using System.Globalization;

namespace Tango.Cli.Tests.Otlp;

/// <summary>A span as a collector receives it.</summary>
/// <param name="Service">The <c>service.name</c> of its resource.</param>
/// <param name="Status">2 is an error.</param>
internal sealed record ReceivedSpan(string Name, string TraceId, string Id, string ParentId, DateTime Start, DateTime End, ulong Status, string Service, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> Events)
{
    /// <summary>The spans of an <c>ExportTraceServiceRequest</c>.</summary>
    public static IEnumerable<ReceivedSpan> Read(byte[] request) =>
        from resource in new ProtobufMessage(request).Messages(1)
        let service = resource.Messages(1).SelectMany(TagsOf(1)).FirstOrDefault(tag => tag.Key == "service.name").Value
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ReceivedSpan(
            span.Text(5),
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            Time(span.Number(7)),
            Time(span.Number(8)),
            span.Messages(15).FirstOrDefault()?.Number(3) ?? 0,
            service,
            TagsOf(9)(span).ToDictionary(StringComparer.Ordinal),
            [.. span.Messages(11).Select(happened => happened.Text(2) + ": " + string.Join(", ", TagsOf(3)(happened).Select(tag => tag.Value)))]);

    private static Func<ProtobufMessage, IEnumerable<KeyValuePair<string, string>>> TagsOf(int field) =>
        owner => owner.Messages(field).Select(tag => KeyValuePair.Create(tag.Text(1), tag.Messages(2).Select(Value).Single()));

    private static string Value(ProtobufMessage value) => value.Text(1) is { Length: > 0 } text ? text : value.Number(2) + value.Number(3) is var number and > 0
        ? number.ToString(CultureInfo.InvariantCulture)
        : BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture);

    private static DateTime Time(ulong nanoseconds) => DateTime.UnixEpoch.AddTicks((long)(nanoseconds / 100));
}
