using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class SharingRetryTests
{
    public static TheoryData<int, bool> Codes => new()
    {
        { unchecked((int)0x80070020), true },  // sharing violation
        { unchecked((int)0x80070021), true },  // lock violation
        { unchecked((int)0x8007012F), true },  // delete pending
        { unchecked((int)0x800704C8), true },  // mapped by another program
        { unchecked((int)0x80070002), false }, // file not found
        { unchecked((int)0x80070070), false }, // disk full
        { unchecked((int)0x800700B7), false }, // already exists
        { unchecked((int)0x80070091), false }, // folder not empty
        { 28, false },                         // Unix: no space
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Only_what_another_program_causes_is_tried_again(int code, bool isTriedAgain)
    {
        var attempts = 0;

        var error = Record.Exception(() => new SharingRetry(_ => { }).Run(() =>
        {
            if (attempts++ == 0)
                throw new IOException("refused", code);
        }));

        Assert.Equal((isTriedAgain, isTriedAgain ? 2 : 1), (error is null, attempts));
    }

    [Fact]
    public void Access_denied_is_what_Windows_says_of_files_in_use()
    {
        var attempts = 0;

        new SharingRetry(_ => { }).Run(() =>
        {
            if (attempts++ < 3)
                throw new UnauthorizedAccessException();
        });

        Assert.Equal(4, attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_may_be_full_only_while_it_is_emptied(bool emptiesFolder)
    {
        var attempts = 0;

        var error = Record.Exception(() => new SharingRetry(_ => { }).Run(
            () =>
            {
                if (attempts++ == 0)
                    throw new IOException("not empty", unchecked((int)0x80070091));
            },
            emptiesFolder));

        Assert.Equal(emptiesFolder, error is null);
    }

    [Fact]
    public void It_gives_up_after_about_a_second_with_the_last_error()
    {
        var waits = new List<int>();

        Assert.Throws<UnauthorizedAccessException>(() => new SharingRetry(waits.Add).Run(() => throw new UnauthorizedAccessException()));

        Assert.InRange(waits.Sum(), 500, 2000);
    }

    [Fact]
    public void It_never_waits_if_it_must_not()
    {
        var attempts = 0;

        Assert.Throws<UnauthorizedAccessException>(() => SharingRetry.Never.Run(() =>
        {
            attempts++;
            throw new UnauthorizedAccessException();
        }));

        Assert.Equal(1, attempts);
    }
}
