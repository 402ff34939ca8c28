namespace Tango.Core.Tests.Formats;

public sealed class ResultNotStorableExceptionTests
{
    [Fact]
    public void It_is_caught_as_every_other_mistake_and_has_its_code()
    {
        var cause = new NotSupportedException();

        TangoException exception = new ResultNotStorableException("A delegate has no JSON.", cause);

        Assert.Equal(("A delegate has no JSON.", cause), (exception.Message, exception.InnerException));
        Assert.Equal(("TANGO0202", "A delegate has no JSON."), (Assert.Single(exception.Diagnostics).Code, exception.Diagnostics[0].Message));
    }
}
