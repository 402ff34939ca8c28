using System.Text;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Formats;
using Tango.InCode;

namespace Tango;

/// <summary>
/// A result that a build has exported into the output of the program, read when it is used first. With <c>TangoTypedResults</c> the compiler writes a property for each, in a class
/// <c>TangoResults</c>. Safe to use from several threads.
/// </summary>
/// <typeparam name="T">The type that the step declares for its result.</typeparam>
public sealed class ExportedResult<T>
    where T : notnull
{
    private readonly string _step;
    private readonly Format _format;

    // A failure is not remembered: the file may be there the next time.
    private readonly Lazy<T> _value;

    /// <summary>Describes a result in the default format of its type. Reads nothing.</summary>
    /// <param name="step">The name of the step, for messages.</param>
    /// <param name="path">Where it is, relative to the folder of the program (<see cref="AppContext.BaseDirectory"/>), or a full path.</param>
    public ExportedResult(string step, string path)
        : this(step, path, new FormatRegistry().Find(DefaultFormat.For(typeof(T))))
    {
    }

    /// <summary>Describes a result in a built-in format. Reads nothing.</summary>
    /// <param name="step">The name of the step, for messages.</param>
    /// <param name="path">Where it is, relative to the folder of the program (<see cref="AppContext.BaseDirectory"/>), or a full path.</param>
    /// <param name="format">The name of a built-in format.</param>
    /// <exception cref="TangoException">There is no such format.</exception>
    public ExportedResult(string step, string path, string format)
        : this(step, path, new FormatRegistry().Find(FormatName.Parse(format)))
    {
    }

    /// <summary>Describes a result. Reads nothing.</summary>
    /// <param name="step">The name of the step, for messages.</param>
    /// <param name="path">Where it is, relative to the folder of the program (<see cref="AppContext.BaseDirectory"/>), or a full path.</param>
    /// <param name="format">What wrote it.</param>
    public ExportedResult(string step, string path, Format format)
    {
        _step = step;
        _format = format;
        Path = System.IO.Path.GetFullPath(path, AppContext.BaseDirectory);
        _value = new(Read, LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>The full path of the file or directory.</summary>
    public string Path { get; }

    /// <summary>The result. A sequence (<see cref="IEnumerable{T}"/>) is read anew by each enumeration.</summary>
    /// <exception cref="TangoException">It is not there, or is not what the step has exported.</exception>
    public T Value => _value.Value;

    private T Read()
    {
        if (!System.IO.Path.Exists(Path))
            throw new TangoException(Descriptors.ExportNotFound.Create(DiagnosticSubject.None, _step, Path));

        try
        {
            // Not in the caller's context, which may be one that waits for this.
            return (T)Task.Run(() => _format.ReadAsync(typeof(T), new ExportReader(Path), CancellationToken.None).AsTask()).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or DecoderFallbackException)
        {
            throw new TangoException(Descriptors.ExportNotReadable.Create(DiagnosticSubject.None, Path, _step, exception.Message.TrimEnd('.')), exception);
        }
    }
}
